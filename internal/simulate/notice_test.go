package simulate

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
)

// PROV-12, E-7.16, E-9.21: a message file with sender, receiver and subject; the
// text names reason, details and the next attempt.
func TestNotificationMessage(t *testing.T) {
	notice := provision.Notice{Time: monday, Reason: provision.QuarantineFailure, Message: "401 Unauthorized,\r\nBcc: x@example.com", Next: monday.Add(6 * time.Hour)}
	tests := []struct {
		name, title string
		before      provision.Reason
		subject     string
		says        string
	}{
		{"it begins", "Fabrikam", "", "Provisioning of Fabrikam is in quarantine", "was put into quarantine"},
		{"the reason changes", "Fabrikam", provision.TooManyDeletes, "Provisioning of Fabrikam is in quarantine for another reason", "The reason was TooManyDeletes."},
		{"a title of two lines", "Fabrikam\r\nBcc: x@example.com", "", "Provisioning of Fabrikam Bcc: x@example.com is in quarantine", ""},
		{"a title beyond ASCII", "Señas", "", "Provisioning of Señas is in quarantine", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			notice.Before = test.before
			job := identify(&profile.Profile{Name: "fabrikam", Title: test.title})
			message, err := mail.ReadMessage(bytes.NewReader(job.message(notice, "it@fabrikam.example")))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
			if err != nil || subject != test.subject {
				t.Errorf("subject %q, %v", subject, err)
			}
			if from, to := message.Header.Get("From"), message.Header.Get("To"); from != "azure-noreply@microsoft.com" || to != "it@fabrikam.example" {
				t.Errorf("from %s to %s", from, to)
			}
			if date, err := message.Header.Date(); err != nil || !date.Equal(monday) || message.Header.Get("Bcc") != "" {
				t.Errorf("date %s, %v, header %v", date, err, message.Header)
			}
			body, _ := io.ReadAll(message.Body)
			for _, word := range []string{test.says, "EncounteredQuarantineException", "401 Unauthorized, Bcc: x@example.com", "2026-01-05T14:00:00Z", job.Job} {
				if !strings.Contains(string(body), word) {
					t.Errorf("the text does not say %q:\n%s", word, body)
				}
			}
		})
	}
}

// E-7.16, E-9.21: one file when the quarantine begins, another when its reason
// changes; to the address of the story, else of the profile, else to nobody.
func TestNotificationFiles(t *testing.T) {
	tests := []struct {
		name, profile, story string
		want                 string // receiver
	}{
		{"nobody", "", "", ""},
		{"of the profile", "it@fabrikam.example", "", "it@fabrikam.example"},
		{"of the story", "it@fabrikam.example", "ana@contoso.example", "ana@contoso.example"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := small()
			p.Notify, p.Options.DeletionLimit = test.profile, 1
			two := 2
			got := stage{profile: p, notify: test.story, steps: []scenario.Step{
				{Cycle: "initial"},
				{Fault: &scenario.Fault{Answer: scenario.Unauthorized, Times: 2}, Run: scenario.Duration(7 * time.Hour)},
				{Change: []scenario.Change{{Unassign: scenario.Assignment{Object: "ana"}}, {Unassign: scenario.Assignment{Object: "design"}}}, Run: scenario.Duration(24 * time.Hour),
					Expect: &scenario.Expect{Job: &scenario.JobSight{Reason: "TooManyDeletes", Notices: &two}}},
			}}.play(t)
			got.conformant(t)
			files := 0
			for name, content := range got.files {
				if name == statusFile {
					continue
				}
				files++
				if !strings.Contains(content, "\r\nTo: "+test.want+"\r\n") {
					t.Errorf("%s: %s", name, content)
				}
			}
			if want := map[bool]int{true: 2}[test.want != ""]; files != want {
				t.Errorf("%d message files, want %d", files, want)
			}
			if files == 2 && (!strings.Contains(got.files["notification-1.eml"], "EncounteredQuarantineException") || !strings.Contains(got.files["notification-2.eml"], "another reason")) {
				t.Errorf("%v", got.files)
			}
		})
	}
}

// E-1.3: status.json is the job at the end of the run; its last execution is the
// cycle whose id the log names (E-9.3).
func TestStatusFile(t *testing.T) {
	got := stage{steps: []scenario.Step{{Cycle: "initial"}}}.play(t)
	var status provision.JobStatus
	if err := json.Unmarshal([]byte(got.files[statusFile]), &status); err != nil {
		t.Fatal(err)
	}
	entry := got.entries(t)[0]
	if status.ID != entry.Job || status.Status.Last.Activity != entry.Cycle || status.Status.Code != "Active" || status.Status.Last.Exported != 3 {
		t.Errorf("status %+v, last %+v, log %+v", status, status.Status.Last, entry)
	}
}
