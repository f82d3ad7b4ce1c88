package cli

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

// maskRun hides secrets in whatever a run tells. Evidence is masked when it is taken,
// but a judgment is about the answer as it came: a target that repeats a token puts it
// into what was seen and expected.
func maskRun(run *verdict.Run, secrets ...string) {
	maskTexts(reflect.ValueOf(run).Elem(), exchange.NewMasker(repeated(*run, secrets)...))
}

// repeated are those of the secrets that a run holds, in whatever spelling: of many
// access tokens it tells few, and each text is looked through for each.
func repeated(run verdict.Run, secrets []string) []string {
	text, err := json.Marshal(run)
	if err != nil {
		return secrets
	}
	slices.Sort(secrets)
	return slices.DeleteFunc(slices.Compact(secrets), func(secret string) bool {
		return bytes.Equal(exchange.NewMasker(secret).Bytes(text), text)
	})
}

// secrets are all that the run was given. What cannot be read now was told before.
func (t trial) secrets(env Env) []string {
	all := append(t.door.secrets(), t.door.account.secrets()...)
	other := t.door.target.Second
	if other == nil {
		return all
	}
	var none connection
	place := target.Target{Name: t.door.target.Name, TokenFile: other.TokenFile, TokenEnv: other.TokenEnv, Auth: other.Auth}
	if token, err := none.secret(env, place); err == nil {
		all = append(all, token)
	}
	if login, err := none.login(env, place); err == nil {
		all = append(all, login.secrets...)
	}
	return all
}

// maskTexts looks at every text; words of our own, such as a verdict, have types of
// their own.
func maskTexts(value reflect.Value, masker *exchange.Masker) {
	switch value.Kind() {
	case reflect.Pointer:
		if !value.IsNil() {
			maskTexts(value.Elem(), masker)
		}
	case reflect.Struct:
		for i := range value.NumField() {
			maskTexts(value.Field(i), masker)
		}
	case reflect.Slice:
		for i := range value.Len() {
			maskTexts(value.Index(i), masker)
		}
	case reflect.String:
		if value.CanSet() && value.Type() == reflect.TypeFor[string]() {
			value.SetString(masker.Text(value.String()))
		}
	}
}
