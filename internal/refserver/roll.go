package refserver

// roll is a set of records that remembers the order of entry. Adding, removing
// and asking cost the same for 10 members as for 100,000: a leaver leaves a
// hole, and the holes are closed when they outnumber the rest.
type roll struct {
	list []*record
	at   map[*record]int32
}

func newRoll() *roll { return &roll{at: map[*record]int32{}} }

func (r *roll) len() int { return len(r.at) }

func (r *roll) has(rec *record) bool {
	_, found := r.at[rec]
	return found
}

// add puts a record at the end; false when it is there already.
func (r *roll) add(rec *record) bool {
	if r.has(rec) {
		return false
	}
	r.at[rec] = int32(len(r.list))
	r.list = append(r.list, rec)
	return true
}

// remove takes a record out; false when it is not there.
func (r *roll) remove(rec *record) bool {
	place, found := r.at[rec]
	if !found {
		return false
	}
	delete(r.at, rec)
	r.list[place] = nil
	if len(r.list) > 2*len(r.at)+16 {
		r.close()
	}
	return true
}

func (r *roll) close() {
	dense := make([]*record, 0, len(r.at))
	for _, rec := range r.list {
		if rec != nil {
			r.at[rec] = int32(len(dense))
			dense = append(dense, rec)
		}
	}
	r.list = dense
}

// page gives out at most count records, in order, after the first skip ones.
func (r *roll) page(skip, count int) []*record {
	count = max(0, min(count, r.len()-skip))
	page := make([]*record, 0, count)
	if len(r.list) == len(r.at) { // no holes: go there at once
		return append(page, r.list[min(skip, len(r.list)):][:count]...)
	}
	for _, rec := range r.list {
		switch {
		case len(page) == count:
			return page
		case rec == nil:
		case skip > 0:
			skip--
		default:
			page = append(page, rec)
		}
	}
	return page
}

// all gives out every record, in order.
func (r *roll) all() []*record { return r.page(0, r.len()) }
