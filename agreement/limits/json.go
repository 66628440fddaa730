package limits

import (
	"encoding/json"
	"time"

	"scutum/agreement/certificate"
)

// The written form of an agreement, with its guarantee resolved: the canonical
// JSON whose digest stands in a certificate.
type agreementJSON struct {
	Name      string             `json:"name"`
	Title     string             `json:"title"`
	Date      string             `json:"date"`
	Parties   []string           `json:"parties"`
	Note      string             `json:"note,omitempty"`
	Threat    *threatJSON        `json:"threat_index,omitempty"`
	Clauses   []clauseJSON       `json:"clauses"`
	Guarantee *certificate.Terms `json:"guarantee"`
}

type threatJSON struct {
	OverKm float64     `json:"over_km"`
	Table  []countJSON `json:"table"`
}

type countJSON struct {
	Date     string `json:"date"`
	Missiles int    `json:"missiles"`
}

type clauseJSON struct {
	ID        string        `json:"id"`
	Title     string        `json:"title,omitempty"`
	Text      string        `json:"text"`
	About     string        `json:"about"`
	Condition string        `json:"condition"`
	When      string        `json:"when,omitempty"`
	From      string        `json:"from,omitempty"`
	Until     string        `json:"until,omitempty"`
	Evidence  []string      `json:"evidence"`
	Checked   []checkedJSON `json:"checked"`
	OnFailure string        `json:"on_failure"`
	Feared    string        `json:"feared,omitempty"`
}

type checkedJSON struct {
	By  string `json:"by"`
	How string `json:"how"`
}

// JSON returns the agreement's canonical form: the same bytes for the same
// agreement.
func (a *Agreement) JSON() []byte {
	out := agreementJSON{Name: a.Name, Title: a.Title, Date: a.Date.Format(time.DateOnly), Parties: a.Parties, Note: a.Note,
		Clauses: []clauseJSON{}, Guarantee: a.Guarantee}
	if a.Threat.Table != nil {
		out.Threat = &threatJSON{OverKm: a.Threat.OverKm}
		for _, row := range a.Threat.Table {
			out.Threat.Table = append(out.Threat.Table, countJSON{row.Date.Format(time.DateOnly), row.Missiles})
		}
	}
	for i := range a.Clauses {
		c := &a.Clauses[i]
		j := clauseJSON{ID: c.ID, Title: c.Title, Text: c.Text, About: string(c.About), Condition: c.Condition, When: c.When,
			From: day(c.From), Until: day(c.Until), Evidence: c.Evidence, OnFailure: c.OnFailure, Checked: []checkedJSON{}}
		for _, k := range c.Checked {
			j.Checked = append(j.Checked, checkedJSON(k))
		}
		if c.Feared != nil {
			j.Feared = c.Feared.String()
		}
		out.Clauses = append(out.Clauses, j)
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(data, '\n')
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
