package directory

import "fmt"

// SetManager gives a user a manager; "" takes it away.
func (d *Directory) SetManager(id, manager string) error {
	user, err := d.user(id)
	if err != nil {
		return err
	}
	if err := d.mayManage(manager, id); err != nil {
		return err
	}
	d.manage(user, manager)
	return nil
}

// mayManage refuses a manager that is nobody, or that reports to the user.
func (d *Directory) mayManage(manager, id string) error {
	if manager == "" {
		return nil
	}
	if manager == id {
		return fmt.Errorf("%q cannot be the manager of itself", id)
	}
	above, err := d.user(manager)
	if err != nil {
		return err
	}
	for above != nil {
		if above.Manager == id {
			return fmt.Errorf("%q cannot manage %q: it reports to %q itself, the managers would form a cycle", manager, id, id)
		}
		above = d.users.by[above.Manager]
	}
	return nil
}

// manage sets a manager that was found fit, and keeps the reports in step.
func (d *Directory) manage(user *User, manager string) {
	if user.Manager == manager {
		return
	}
	if team := d.reports[user.Manager]; team != nil {
		delete(team, user.ID)
		if len(team) == 0 {
			delete(d.reports, user.Manager)
		}
	}
	user.Manager = ""
	if above := d.users.by[manager]; above != nil {
		user.Manager = above.ID // not the caller's string: all references share one
		if d.reports[above.ID] == nil {
			d.reports[above.ID] = map[string]struct{}{}
		}
		d.reports[above.ID][user.ID] = struct{}{}
	}
	d.feed.touch(user.ID)
}
