// One cell: what happens to the worst missile aimed at it.
function timelineOf(times, lat, lon) {
  var cell = study.coarse ? cellAt(study.coarse, lat, lon) : -1;
  if (cell < 0 || !times) return null;
  var t = {};
  Object.keys(times).forEach(function (k) { t[k] = times[k][cell]; });
  ['area', 'shape', 'sensor', 'site', 'interceptor'].forEach(function (k) { t[k] = study.words[t[k]]; });
  return t;
}

function cellText(block, times, crowd, cell, change) {
  var c = centre(study.grid, cell), was = block['class'][cell], margin = block.margin[cell], t = timelineOf(times, c[0], c[1]), s = '';
  if (was === NOT_THREATENED) s = 'Not threatened: no launch area reaches it.';
  else if (was <= 3) s = 'Defended, ' + was + (was === 3 ? ' shots or more.' : was === 1 ? ' shot.' : ' shots.');
  else s = 'Not defended: ' + study.reasons[was - 3] + '.';
  if (change !== 0 && was !== NOT_THREATENED) s += ' With ' + signed(change, 2) + ' km/s: ' + (isDefended(block, cell, change) ? 'defended.' : 'not defended.');
  if (margin !== NO_MARGIN && was !== NOT_THREATENED) s += ' Margin ' + signed(margin / 100, 2) + ' km/s' + (change ? ', now ' + signed(margin / 100 + change, 2) + ' km/s' : '') + '.';
  if (margin === NO_MARGIN && was > NOT_THREATENED) s += ' At no speed is there a meeting that the sensors, the times and the altitude limits allow.';
  if (crowd.nato[cell]) s += ' ' + people(100 * crowd.nato[cell]) + ' people in this cell.';
  else if (crowd.europe[cell]) s += ' ' + people(100 * crowd.europe[cell]) + ' people in this cell (not NATO).';
  if (t && t.area) s += ' Worst case: from ' + t.area + ', ' + t.shape + (t.burnoutSpeed !== NONE ? ', ' + fixed(t.burnoutSpeed / 100, 1) + ' km/s at burnout' : '') + (t.apogee !== NONE ? ', apogee ' + t.apogee + ' km' : '') + '.';
  if (t && t.threshold !== NONE && t.interceptor) s += ' ' + t.interceptor + ' at ' + t.site + ' would need ' + fixed(t.threshold / 100, 2) + ' km/s.';
  return s;
}

// The events of a timeline in order; those that do not happen are left out.
function eventsOf(t) {
  var list = [
    ['launch' + (t.area ? ' at ' + t.area : ''), 0, 'threat'], ['burnout', t.burnout, 'threat'], ['first track' + (t.sensor ? ', ' + t.sensor : ''), t.track, 'event'],
    ['commit', t.commit, 'event'], ['interceptor leaves' + (t.site ? ' ' + t.site : ''), t.launch, 'event'],
    ['meeting' + (t.altitude !== NONE ? ' at ' + t.altitude + ' km' : ''), t.meeting, 'event'], ['impact', t.impact, 'threat'],
  ];
  return list.filter(function (e) { return e[1] !== NONE; }).sort(function (a, b) { return a[1] - b[1]; });
}

// A small chart: one row for each event, its dot at its time.
function timeChart(t) {
  var events = eventsOf(t), height = 20 * events.length + 28, end = Math.max(60, t.impact === NONE ? 0 : t.impact, events.length ? events[events.length - 1][1] : 0);
  var chart = svg('svg', { 'class': 'timeline', viewBox: '0 0 400 ' + height, role: 'img', 'aria-label': events.map(function (e) { return e[0] + ' ' + e[1] + ' s'; }).join(', ') });
  var x = function (s) { return 192 + 156 * s / end; };
  events.forEach(function (e, i) {
    var y = 14 + 20 * i;
    chart.appendChild(svg('text', { x: 185, y: y + 4, 'text-anchor': 'end' }, e[0]));
    chart.appendChild(svg('path', { 'class': 'rail', d: 'M192 ' + y + 'H348' }));
    if (/^interceptor leaves/.test(e[0]) && t.latest !== NONE && t.latest > t.launch) {
      chart.appendChild(svg('path', { 'class': 'may', d: 'M' + x(t.launch).toFixed(1) + ' ' + y + 'H' + x(t.latest).toFixed(1) }));
    }
    if (/^meeting/.test(e[0]) && t.launch !== NONE) chart.appendChild(svg('path', { 'class': 'wait', d: 'M' + x(t.launch).toFixed(1) + ' ' + y + 'H' + x(e[1]).toFixed(1) }));
    chart.appendChild(svg('circle', { 'class': e[2], cx: x(e[1]).toFixed(1), cy: y, r: 4.5 }));
    chart.appendChild(svg('text', { 'class': 'time', x: 396, y: y + 4, 'text-anchor': 'end' }, e[1] + ' s'));
  });
  chart.appendChild(svg('text', { 'class': 'time', x: 396, y: height - 6, 'text-anchor': 'end' }, 's after launch' + (t.latest !== NONE && t.launch !== NONE ? '; may leave until ' + t.latest + ' s (dashed)' : '')));
  return chart;
}
