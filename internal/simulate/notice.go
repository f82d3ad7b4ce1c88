package simulate

import (
	"encoding/json"
	"fmt"
	"mime"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
)

// noticeSender is who sends the notification e-mails (E-7.16).
const noticeSender = "azure-noreply@microsoft.com"

// statusFile is the name of the job's status among the files of a run.
const statusFile = "status.json"

// notice takes what the engine tells the administrator: it is counted, and kept
// as a message file where an address is set (E-9.21, PROV-12). The file carries no
// more than the job would: nobody is sent anything.
func (r *run) notice(n provision.Notice) {
	r.notices++
	address := r.config.Scenario.Notify
	if address == "" {
		address = r.config.Profile.Notify
	}
	if address == "" {
		return
	}
	r.mails++
	r.keep(fmt.Sprintf("notification-%d.eml", r.mails), r.records.job.message(n, address))
}

// message is the e-mail by RFC 5322.
func (j JobIdentity) message(n provision.Notice, to string) []byte {
	subject := "Provisioning of " + j.Application + " is in quarantine"
	body := "Provisioning to " + j.Application + " was put into quarantine.\n"
	if n.Before != "" {
		subject = "Provisioning of " + j.Application + " is in quarantine for another reason"
		body = fmt.Sprintf("Provisioning to %s stays in quarantine. The reason was %s.\n", j.Application, n.Before)
	}
	body += fmt.Sprintf("\nReason:       %s\nDetails:      %s\nNext attempt: %s\nJob:          %s\n", n.Reason, oneLine(n.Message), utc(n.Next), j.Job)
	lines := []string{
		"From: " + noticeSender, "To: " + to, "Subject: " + mime.QEncoding.Encode("utf-8", oneLine(subject)), "Date: " + n.Time.UTC().Format(time.RFC1123Z),
		"Message-ID: <" + guid(fmt.Sprintf("notice %s %s %s", j.Job, utc(n.Time), n.Reason)) + "@scimulator.example>",
		"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
	}
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n")+"\n"+body, "\n", "\r\n"))
}

// oneLine keeps what a target or a file said within its line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// keep hands a file of the run on; what cannot be written ends the run as a fault
// of ours.
func (r *run) keep(name string, content []byte) {
	if r.config.Keep == nil {
		return
	}
	if err := r.config.Keep(name, content); err != nil && r.keepErr == nil {
		r.keepErr = err
	}
}

// keepStatus keeps the job as it stands at the end (E-1.3).
func (r *run) keepStatus() {
	raw, err := json.MarshalIndent(r.job.Status(), "", "  ")
	if err != nil {
		r.keepErr = err
		return
	}
	r.keep(statusFile, append(raw, '\n'))
}
