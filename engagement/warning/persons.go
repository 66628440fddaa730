package warning

import (
	"fmt"
	"slices"
	"strings"
)

// ask takes in a person's wish.
func (c *Centre) ask(in Input) {
	switch {
	case in.Request.Withdraw && c.warned:
		c.warned, c.requests = false, nil
		c.find(FoundWithdrawn, 0, "by %s: one person is enough to take a warning back", in.From)
		return
	case in.Request.Withdraw:
		c.requests = slices.DeleteFunc(c.requests, func(r request) bool { return r.person == in.From })
		return
	case in.Test:
		c.find(FoundTest, 0, "%s asks for a warning as part of an exercise: nothing leaves the centre", in.From)
		return
	}
	c.requests = slices.DeleteFunc(c.requests, func(r request) bool {
		return r.person == in.From || in.At-r.at > c.set.Within
	})
	c.requests = append(c.requests, request{in.At, in.From})
	if why := c.refusal(); why != "" {
		c.find(FoundRefused, 0, "%s asks for a public warning: %s", in.From, why)
		return
	}
	if len(c.requests) < c.set.Persons {
		c.find(FoundRequested, 0, "%s asks for a public warning: a second person must ask within %s", in.From, clock(c.set.Within))
		return
	}
	c.warn()
}

// refusal says why no warning may be given at all, whoever asks; "" where the
// persons alone are wanting.
func (c *Centre) refusal() string {
	if len(c.threats()) > 0 {
		return ""
	}
	if len(c.objects) == 0 {
		return "no sensor reports a launch"
	}
	var why []string
	for _, o := range c.objects {
		reason := o.Status.String()
		switch o.Status {
		case Confirmed:
			reason = "falls outside defended ground"
		case Unconfirmed:
			reason = "unconfirmed (" + c.seenBy(o) + ")"
		case Explained:
			reason = "explained by launch notice " + o.Notice
		}
		if !slices.Contains(why, reason) {
			why = append(why, reason)
		}
	}
	return fmt.Sprintf("%s reported, none that may be warned of: %s", objects(len(c.objects)), strings.Join(why, "; "))
}

// seenBy says what stands behind an unconfirmed object.
func (c *Centre) seenBy(o *Object) string {
	var kinds []string
	for i := range o.Reports {
		if r := &o.Reports[i]; r.counts() && !slices.Contains(kinds, r.Kind) {
			kinds = append(kinds, r.Kind)
		}
	}
	if len(kinds) == 0 {
		return "no report that its sensor vouches for"
	}
	return strings.Join(kinds, " and ") + " alone"
}

// threats returns the objects that may be warned of.
func (c *Centre) threats() (all []*Object) {
	for _, o := range c.objects {
		if o.Status == Confirmed && c.threatens(o) {
			all = append(all, o)
		}
	}
	return all
}

// warn gives the warning.
func (c *Centre) warn() {
	if c.warned {
		return
	}
	c.warned = true
	var names []string
	for _, r := range c.requests {
		names = append(names, r.person)
	}
	c.find(FoundWarned, c.threats()[0].Number, "%s confirmed; asked for by %s", objects(len(c.threats())), strings.Join(names, " and "))
}

// reconsider gives a warning that persons already asked for once the launch is
// confirmed, and takes a standing one back when nothing is left to warn of.
func (c *Centre) reconsider() {
	left := len(c.threats())
	if c.warned && left == 0 {
		c.warned, c.requests = false, nil
		c.find(FoundWithdrawn, 0, "nothing confirmed is left that may fall on defended ground")
	}
	if c.warned || left == 0 {
		return
	}
	c.requests = slices.DeleteFunc(c.requests, func(r request) bool { return c.now-r.at > c.set.Within })
	if len(c.requests) >= c.set.Persons {
		c.warn()
	}
}
