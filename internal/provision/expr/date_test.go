package expr

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	runRows(t, []row{
		{"E-4.15 null", `CDate([none])`, nil, "null"},
		{"E-4.15 without an offset it is UTC", `CDate("2021-08-24")`, nil, "8/24/2021 12:00:00 AM"},
		{"E-4.15 Z", `CDate("2021-08-24T13:05:09Z")`, nil, "8/24/2021 1:05:09 PM"},
		{"E-4.15 fraction", `CDate("2021-08-24T13:05:09.1234567+02:00")`, nil, "8/24/2021 11:05:09 AM"},
		{"E-4.15 without seconds", `CDate("2021-08-24 13:05")`, nil, "8/24/2021 1:05:00 PM"},
		{"E-4.15 blanks around", `CDate(" 2021-08-24 13:05:09 -01:00 ")`, nil, "8/24/2021 2:05:09 PM"},
		{"E-4.6 the exchange format", `CDate("7/2/2021 3:33:38 PM")`, nil, "7/2/2021 3:33:38 PM"},
		{"E-4.6 noon", `CDate("7/2/2021 12:00:00 PM")`, nil, "7/2/2021 12:00:00 PM"},
		{"E-4.6 midnight", `CDate("7/2/2021 12:00:00 AM")`, nil, "7/2/2021 12:00:00 AM"},
		{"E-4.6 month before day", `CDate("2/3/2021")`, nil, "2/3/2021 12:00:00 AM"},
		{"E-4.15 leap day", `CDate("2020-02-29")`, nil, "2/29/2020 12:00:00 AM"},
		{"E-4.21 hours", `DateAdd("h", 25, CDate("2021-08-24"))`, nil, "8/25/2021 1:00:00 AM"},
		{"E-4.21 minutes", `DateAdd("n", -1, CDate("2021-08-24"))`, nil, "8/23/2021 11:59:00 PM"},
		{"E-4.21 seconds", `DateAdd("s", 61, CDate("2021-08-24"))`, nil, "8/24/2021 12:01:01 AM"},
		{"E-4.21 months that end earlier (inferred)", `DateAdd("m", 1, CDate("2021-01-31"))`, nil, "2/28/2021 12:00:00 AM"},
		{"E-4.21 months back over the year", `DateAdd("m", -2, CDate("2021-01-31"))`, nil, "11/30/2020 12:00:00 AM"},
		{"E-4.21 leap day and years (inferred)", `DateAdd("yyyy", 1, CDate("2020-02-29"))`, nil, "2/28/2021 12:00:00 AM"},
		{"E-4.21 of another", `DateAdd("d", 1, DateAdd("d", 1, Now()))`, nil, "7/4/2021 3:33:38 PM"},
		{"E-4.21 date of an attribute in the exchange format", `DateAdd("d", 1, [d])`, with{"d": "12/31/2021 1:00:00 AM"}, "1/1/2022 1:00:00 AM"},
		{"E-4.21 null", `DateAdd("d", 1, CDate([none]))`, nil, "null"},
		{"E-4.21 number from an attribute", `DateAdd("d", [n], CDate("2021-08-24"))`, with{"n": "2"}, "8/26/2021 12:00:00 AM"},
		{"E-4.22 days truncate", `DateDiff("d", CDate("2021-08-24 23:00"), CDate("2021-08-25 22:59"))`, nil, "0"},
		{"E-4.22 weeks begin on Sunday", `DateDiff("ww", CDate("2021-08-28"), CDate("2021-08-29"))`, nil, "1"},
		{"E-4.22 within a week", `DateDiff("ww", CDate("2021-08-22"), CDate("2021-08-28 23:59"))`, nil, "0"},
		{"E-4.22 months by the calendar", `DateDiff("m", CDate("2021-01-31"), CDate("2021-02-01"))`, nil, "1"},
		{"E-4.22 years by the calendar", `DateDiff("yyyy", CDate("2020-12-31"), CDate("2021-01-01"))`, nil, "1"},
		{"E-4.22 null", `DateDiff("d", CDate([none]), Now())`, nil, "null"},
		{"E-4.22 is a number", `CBool(DateDiff("d", Now(), CDate("2021-07-12 15:33:38")) > 9)`, nil, "True"},
		{"E-4.23 null", `DateFromNum([none])`, nil, "null"},
		{"E-4.23 begin", `DateFromNum(0)`, nil, "1/1/1601 12:00:00 AM"},
		{"E-4.23 attribute", `DateFromNum([n])`, with{"n": "129699324000000000"}, "1/1/2012 11:00:00 PM"},
		{"E-4.40 back and forth", `NumFromDate(DateFromNum(129699324000000000))`, nil, "129699324000000000"},
		{"E-4.40 fraction", `NumFromDate("1601-01-01T00:00:01.0000001Z")`, nil, "10000001"},
		{"E-4.40 null", `NumFromDate([none])`, nil, "null"},
	})
	for _, f := range []failing{
		{"E-4.15 no such day", `CDate("2021-02-29")`, nil, BadValue, "FormatDateTime"},
		{"E-4.15 no date", `CDate("tomorrow")`, nil, BadValue, `"tomorrow"`},
		{"E-4.21 attribute not wrapped", `DateAdd("d", 1, [d])`, with{"d": "2021-08-24"}, BadValue, "wrap date strings in CDate"},
		{"E-4.21 interval that is computed", `DateAdd([i], 1, Now())`, with{"i": "w"}, BadValue, "an interval"},
		{"E-4.21 too late", `DateAdd("d", 9000000, Now())`, nil, BadValue, "1 to 9999"},
		{"E-4.21 far too late", `DateAdd("s", 9223372036854775807, Now())`, nil, BadValue, "1 to 9999"},
		{"E-4.21 far too many months", `DateAdd("m", 400000000000, Now())`, nil, BadValue, "1 to 9999"},
		{"E-4.21 too early", `DateAdd("yyyy", -2021, Now())`, nil, BadValue, "1 to 9999"},
		{"E-4.23 negative", `DateFromNum(-1)`, nil, BadValue, "not negative"},
		{"E-4.23 beyond the calendar", `DateFromNum(9223372036854775807)`, nil, BadValue, "1 to 9999"},
		{"E-4.40 before the begin", `NumFromDate("1600-12-31")`, nil, BadValue, "1601"},
	} {
		f.run(t)
	}
}

// .NET custom date formats (E-4.7) with a Friday afternoon in UTC. The results
// are those of the specifiers' definitions.
func TestDateFormats(t *testing.T) {
	source := with{"d": "2021-07-02T15:04:05.0670000Z", "m": "2021-11-20T00:30:00.0000000Z"}
	format := func(attribute, output string) string {
		output = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(output)
		return `FormatDateTime([` + attribute + `], , "yyyy-MM-ddTHH:mm:ss.fffffffK", "` + output + `")`
	}
	for _, r := range []struct{ name, attribute, output, want string }{
		{"numbers without zeros", "d", "d/M/yyyy H:m:s", "2/7/2021 15:4:5"},
		{"numbers with zeros", "d", "dd/MM/yy HH:mm:ss", "02/07/21 15:04:05"},
		{"short names", "d", "ddd d MMM", "Fri 2 Jul"},
		{"long names", "d", "dddd d MMMM", "Friday 2 July"},
		{"twelve hours", "d", "h:mm tt, hh t", "3:04 PM, 03 P"},
		{"midnight in twelve hours", "m", "h:mm tt", "12:30 AM"},
		{"fraction", "d", "s.f s.fff s.fffffff", "5.0 5.067 5.0670000"},
		{"fraction without zeros", "d", "ss.FFFFFFF", "05.067"},
		{"no fraction, no point", "m", "ss.FFF'x'", "00x"},
		{"years", "d", "y yy yyy yyyyy", "21 21 2021 02021"},
		{"era", "d", "yyyy g", "2021 A.D."},
		{"zone", "d", "zzz zz z K", "+00:00 +00 +0 Z"},
		{"literals", "d", `'day' d\d "of" M`, "day 2d of 7"},
		{"escapes in a quotation", "d", `'it\'s 'd`, "it's 2"},
		{"one specifier", "d", "%d", "2"},
		{"letters that are no specifier", "d", "yyyy-MM-ddTHHZ", "2021-07-02T15Z"},
		{"standard o", "d", "o", "2021-07-02T15:04:05.0670000Z"},
		{"standard s", "d", "s", "2021-07-02T15:04:05"},
		{"standard u", "d", "u", "2021-07-02 15:04:05Z"},
		{"standard r", "d", "r", "Fri, 02 Jul 2021 15:04:05 GMT"},
	} {
		row{"write " + r.name, format(r.attribute, r.output), source, r.want}.run(t)
	}
}

func TestDatesRead(t *testing.T) {
	for _, r := range []struct{ name, source, style, input, want string }{
		{"one or two digits", "7/12/2021", "", "M/d/yyyy", "2021-07-12 00:00:00"},
		{"names", "Friday, 2 JUL 2021", "", "dddd, d MMM yyyy", "2021-07-02 00:00:00"},
		{"long month", "July 2021", "", "MMMM yyyy", "2021-07-01 00:00:00"},
		{"twelve hours", "2021-07-02 12:05 am", "", "yyyy-MM-dd hh:mm tt", "2021-07-02 00:05:00"},
		{"afternoon", "2021-07-02 1P", "", "yyyy-MM-dd ht", "2021-07-02 13:00:00"},
		{"twelve hours without AM or PM are AM", "2021-07-02 12", "", "yyyy-MM-dd hh", "2021-07-02 00:00:00"},
		{"offset", "2021-07-02T01:00:00+02:00", "", "yyyy-MM-ddTHH:mm:sszzz", "2021-07-01 23:00:00"},
		{"offset without a colon", "2021-07-02-0700", "", "yyyy-MM-ddzzz", "2021-07-02 07:00:00"},
		{"offset in hours", "2021-07-02 -7", "", "yyyy-MM-dd z", "2021-07-02 07:00:00"},
		{"K with Z", "2021-07-02Z", "", "yyyy-MM-ddK", "2021-07-02 00:00:00"},
		{"K with nothing", "2021-07-02", "", "yyyy-MM-ddK", "2021-07-02 00:00:00"},
		{"optional fraction", "2021-07-02 10:00:00", "", "yyyy-MM-dd HH:mm:ss.FFF", "2021-07-02 10:00:00"},
		{"two digits, this century", "020729", "", "ddMMyy", "2029-07-02 00:00:00"},
		{"two digits, last century", "020750", "", "ddMMyy", "1950-07-02 00:00:00"},
		{"blanks around, by default", " 2021-07-02 ", "", "yyyy-MM-dd", "2021-07-02 00:00:00"},
		{"blanks inside", "2021 - 07 - 02", "AllowWhiteSpaces", "yyyy-MM-dd", "2021-07-02 00:00:00"},
		{"the same styles one by one", " 2021 -07", "AllowLeadingWhite,AllowInnerWhite", "yyyy-MM", "2021-07-01 00:00:00"},
		{"blanks behind", "2021 ", "AllowTrailingWhite, AssumeLocal", "yyyy", "2021-01-01 00:00:00"},
		{"time alone is today", "10:20", "", "HH:mm", "2021-07-02 10:20:00"},
		{"time alone without a date", "10:20", "NoCurrentDateDefault", "HH:mm", "0001-01-01 10:20:00"},
		{"day and month are of this year", "03-04", "", "MM-dd", "2021-03-04 00:00:00"},
		{"standard format", "2021-07-02T10:00:00", "", "s", "2021-07-02 10:00:00"},
	} {
		style := ""
		if r.style != "" {
			style = `"` + r.style + `"`
		}
		text := `FormatDateTime([s], ` + style + `, "` + r.input + `", "yyyy-MM-dd HH:mm:ss")`
		row{r.name, text, with{"s": r.source}, r.want}.run(t)
	}
}

func TestDatesNotRead(t *testing.T) {
	for _, r := range []struct{ name, source, style, input, says string }{
		{"other form", "02.07.2021", "", "yyyy-MM-dd", "does not fit yyyy"},
		{"too short", "2021-07", "", "yyyy-MM-dd", "the end does not fit"},
		{"too long", "2021-07-02T", "", "yyyy-MM-dd", "left over"},
		{"one digit where two are due", "2021-7-02", "", "yyyy-MM-dd", "does not fit MM"},
		{"no such day", "2021-02-29", "", "yyyy-MM-dd", "no such day"},
		{"no such month", "2021-13-01", "", "yyyy-MM-dd", "no such day"},
		{"no such hour", "25:00", "", "HH:mm", "no such hour"},
		{"no such hour in twelve", "13:00 AM", "", "hh:mm tt", "no such hour"},
		{"no such minute", "10:60", "", "HH:mm", "end at 59"},
		{"PM in the morning", "10:00 PM", "", "HH:mm tt", "AM or PM"},
		{"another day of the week", "Monday 2021-07-02", "", "dddd yyyy-MM-dd", "day of the week"},
		{"the same field with another value", "2021 2022", "", "yyyy yyyy", "does not fit"},
		{"a century that is not certain", "020735", "", "ddMMyy", "century"},
		{"blanks around that are not allowed", " 2021-07-02", "None", "yyyy-MM-dd", "does not fit"},
		{"Z is due", "2021-07-02", "", "yyyy-MM-ddZ", "does not fit Z"},
		{"no such offset", "2021-07-02+15:00", "", "yyyy-MM-ddzzz", "does not fit zzz"},
		{"before the calendar", "0001-01-01+08:00", "", "yyyy-MM-ddzzz", "1 to 9999"},
	} {
		style := ""
		if r.style != "" {
			style = `"` + r.style + `"`
		}
		text := `FormatDateTime([s], ` + style + `, "` + r.input + `", "yyyy")`
		failing{r.name, text, with{"s": r.source}, BadValue, r.says}.run(t)
	}
	failing{"format that is computed", `FormatDateTime("2021", , [f], "yyyy")`, with{"f": "y'"}, BadValue, "not closed"}.run(t)
}

// .NET's DateTimeStyles decide what K writes; the instant is in UTC throughout.
func TestDateStyles(t *testing.T) {
	for _, r := range []struct{ name, source, style, input, want string }{
		{"nothing said", "2021-07-02", `"None"`, "yyyy-MM-dd", "2021-07-02 00:00"},
		{"assumed UTC is the service's own time", "2021-07-02", `"AssumeUniversal"`, "yyyy-MM-dd", "2021-07-02 00:00+00:00"},
		{"assumed UTC and adjusted", "2021-07-02", `"AssumeUniversal, AdjustToUniversal"`, "yyyy-MM-dd", "2021-07-02 00:00Z"},
		{"offset", "2021-07-02+02:00", `"None"`, "yyyy-MM-ddzzz", "2021-07-01 22:00+00:00"},
		{"an empty text is the default", "2021-07-02Z", `""`, "yyyy-MM-ddK", "2021-07-02 00:00Z"},
		{"offset adjusted", "2021-07-02+02:00", `"DateTimeStyles.AdjustToUniversal"`, "yyyy-MM-ddzzz", "2021-07-01 22:00Z"},
		{"round trip keeps Z", "2021-07-02Z", `"RoundtripKind"`, "yyyy-MM-ddK", "2021-07-02 00:00Z"},
		{"without round trip Z becomes local", "2021-07-02Z", `"None"`, "yyyy-MM-ddK", "2021-07-02 00:00+00:00"},
	} {
		text := `FormatDateTime([s], ` + r.style + `, "` + r.input + `", "yyyy-MM-dd HH:mmK")`
		row{r.name, text, with{"s": r.source}, r.want}.run(t)
	}
}
