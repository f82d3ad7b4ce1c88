package directory

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/brianvoe/gofakeit/v7"
)

// Crowd asks for generated users and groups: the same seed gives the same
// people. Every user is in at least one group; the groups are of about the same
// size, none larger than twice Users/Groups.
type Crowd struct {
	Users    int
	Groups   int
	Seed     int64
	Assigned bool // assign every generated group; without groups, every user
}

// spanOfControl is how many reports a manager of the crowd has.
const spanOfControl = 8

// crowdDomain is where the crowd gets its mail: example domains are nobody's.
const crowdDomain = "fabrikam.example"

// counters number the crowd, so that a second one continues the first.
type counters struct{ users, groups int }

// Generate adds a crowd. Its aliases are user-000001 and group-0001 and so on.
func (d *Directory) Generate(crowd Crowd) error {
	if crowd.Users < 0 || crowd.Groups < 0 {
		return fmt.Errorf("a crowd of %d users and %d groups cannot be generated: the numbers count objects", crowd.Users, crowd.Groups)
	}
	users, err := d.generateUsers(crowd)
	if err != nil {
		return err
	}
	groups, err := d.generateGroups(crowd)
	if err != nil {
		return err
	}
	d.populate(groups, users)
	for _, group := range groups {
		d.allot(group, crowd.Assigned)
	}
	if crowd.Assigned && len(groups) == 0 {
		for _, user := range users {
			d.entitle(user, true)
		}
	}
	return nil
}

// generateUsers adds the people, each managed by an earlier one: a tree.
func (d *Directory) generateUsers(crowd Crowd) ([]*User, error) {
	// Not gofakeit.New: it takes the seed 0 for "any".
	faker := gofakeit.NewFaker(rand.NewPCG(uint64(crowd.Seed), streamPeople), false)
	users := make([]*User, 0, crowd.Users)
	for i := range crowd.Users {
		d.crowd.users++
		user := &User{ID: fmt.Sprintf("user-%06d", d.crowd.users), Enabled: true}
		if err := d.free(user.ID); err != nil {
			return nil, err
		}
		d.enroll(user, d.anonymous(kindUser, newPerson(faker, i).attributes(d.crowd.users)))
		if i > 0 {
			d.manage(user, users[(i-1)/spanOfControl].ID)
		}
		users = append(users, user)
	}
	return users, nil
}

func (d *Directory) generateGroups(crowd Crowd) ([]*Group, error) {
	groups := make([]*Group, 0, crowd.Groups)
	for range crowd.Groups {
		d.crowd.groups++
		group := &Group{ID: fmt.Sprintf("group-%04d", d.crowd.groups)}
		if err := d.free(group.ID); err != nil {
			return nil, err
		}
		place, _ := city(d.crowd.groups / departments)
		name := fmt.Sprintf("%s %s %04d", department(d.crowd.groups), place, d.crowd.groups)
		d.found(group, d.anonymous(kindGroup, draft{"displayName": single(name)}))
		groups = append(groups, group)
	}
	return groups, nil
}

// populate spreads users evenly over groups; every third is in a second one.
func (d *Directory) populate(groups []*Group, users []*User) {
	for i, user := range users {
		if len(groups) == 0 {
			return
		}
		home := i * len(groups) / len(users)
		d.join(groups[home], user)
		if i%3 == 0 && len(groups) > 1 {
			d.join(groups[(home+1+len(groups)/3)%len(groups)], user)
		}
	}
}

// anonymous marks the attributes of the crowd; unlike those of the story they
// are not remembered.
func (d *Directory) anonymous(kind string, values draft) draft {
	for name, v := range values {
		values[name] = d.marking.mark(kind, name, v)
	}
	return values
}

// person is one member of the crowd.
type person struct {
	given, surname, display, title string
	turn                           int
}

// newPerson takes names and titles from the generator, and every seventh
// person from our own tables of names that break careless programs.
func newPerson(faker *gofakeit.Faker, i int) person {
	p := person{turn: i, given: faker.FirstName(), surname: faker.LastName()}
	p.title = faker.JobDescriptor() + " " + faker.JobLevel() + " " + faker.JobTitle()
	if i%7 == 3 {
		unusual := unusualName(i / 7)
		p.given, p.surname = unusual.given, unusual.surname
		if unusual.long {
			p.title, p.display = longTitle(), longDisplayName()
		}
	}
	if p.display == "" {
		p.display = p.given + " " + p.surname
	}
	return p
}

// attributes are the person's source attributes; the number makes names and
// addresses unique. Telephone numbers are from the range 555-0100 to 555-0199,
// which is reserved for fiction.
func (p person) attributes(number int) draft {
	nickname := fmt.Sprintf("%s.%s.%d", letters(p.given), letters(p.surname), number)
	place, country := city(p.turn)
	values := draft{
		"userPrincipalName": single(nickname + "@" + crowdDomain),
		"mail":              single(nickname + "@" + crowdDomain),
		"mailNickname":      single(nickname),
		"givenName":         single(p.given),
		"surname":           single(p.surname),
		"displayName":       single(p.display),
		"jobTitle":          single(p.title),
		"department":        single(department(p.turn / 3)),
		"employeeId":        single(fmt.Sprintf("%06d", number)),
		"city":              single(place),
		"country":           single(country),
		"telephoneNumber":   single(fmt.Sprintf("+1 425 555 01%02d", number%100)),
	}
	if p.turn%5 != 0 { // not everybody has one: null values exist (E-3.12)
		values["mobile"] = single(fmt.Sprintf("+1 206 555 01%02d", (number+37)%100))
	}
	return values
}

// letters are the plain Latin letters of a name, in lower case: what an
// administrator makes of it for an address.
func letters(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(name))
	if plain == "" {
		return "person"
	}
	return plain[:min(len(plain), 20)] // Entra's local part ends at 64 characters, marker included
}
