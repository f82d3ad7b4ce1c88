package directory

import "strings"

// The tables of the crowd. To change one is to change every crowd: same seed,
// same people.

func department(i int) string {
	table := [...]string{
		"Design", "Engineering", "Finance", "Human Resources", "Legal", "Logistics", "Marketing", "Purchasing", "Research", "Sales",
		"Vertrieb Süd", "Développement",
	}
	return table[i%len(table)]
}

// departments is the length of the table above.
const departments = 12

// city gives the name of a city and the code of its country (ISO 3166-1).
func city(i int) (name, country string) {
	table := [...][2]string{
		{"Lisboa", "PT"}, {"Seattle", "US"}, {"München", "DE"}, {"Kraków", "PL"}, {"São Paulo", "BR"}, {"Pune", "IN"}, {"Malmö", "SE"},
	}
	entry := table[i%len(table)]
	return entry[0], entry[1]
}

// unusual is a name that breaks careless programs.
type unusual struct {
	given, surname string
	long           bool // title and display name as long as Entra allows
}

func unusualName(i int) unusual {
	table := [...]unusual{
		{given: "Zoë", surname: "Müller"},
		{given: "Siobhán", surname: "O'Neill"},
		{given: "Niamh", surname: "O’Connell"}, // typographic apostrophe
		{given: "Łucja", surname: "Wójcik"},
		{given: "Bartholomew", surname: longSurname, long: true},
		{given: "נועה", surname: "לוי"},                      // right to left
		{given: "ليلى", surname: "الحسن"},                    // right to left
		{given: "Andre\u0301", surname: "Nu\u0301n\u0303ez"}, // combining accents: a server must not compose them
		{given: "美咲", surname: "佐藤"},
		{given: "Anne-Marie", surname: "van der Berg"},
		{given: "Işıl", surname: "Kılıç"}, // dotless i: case folding
		{given: "Jürgen", surname: "Groß"},
		{given: "Søren", surname: "Åsland"},
		{given: "Зоя", surname: "Ильина"},
		{given: "अनिता", surname: "शर्मा"},
		{given: "Q", surname: "D'Å"},
	}
	return table[i%len(table)]
}

// longSurname has the 64 characters that Entra allows a surname.
const longSurname = "Featherstonehaugh-Wolfeschlegelsteinhausen-Bergerdorff-Zuckerman"

// longTitle has 128 characters, Entra's limit of a jobTitle.
func longTitle() string { return fill("Vice President of Everything That Is Long, ", 128) }

// longDisplayName has 256 characters, Entra's limit of a displayName.
func longDisplayName() string { return fill("Bartholomew "+longSurname+" ", 256) }

func fill(text string, length int) string {
	return strings.Repeat(text, length/len(text)+1)[:length-1] + "."
}
