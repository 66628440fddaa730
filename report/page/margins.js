// The table of every pair: choose, search, sort.
var COLUMNS = [['Trajectory', 'name'], ['Missile', 'missile'], ['Site', 'site'], ['Interceptor', 'interceptor'], ['Commit, s', 'commitS'], ['Threshold, km/s', 'threshold'], ['Margin, km/s', 'margin'], ['Meeting, s', 'meeting'], ['Altitude, km', 'altitude'], ['Reason', 'reason']];
var pairRows = [], pairOrder = ['margin', -1], ROOM = 500;

async function pairsOf() {
  var p = await unpack('pairs'), shield = $('pair-shield').value, site = $('pair-site').value, commit = Number($('pair-commit').value), words = $('pair-words').value.toLowerCase(), out = [];
  for (var i = 0; i < p.battery.length; i++) {
    var b = study.batteries[p.battery[i]];
    if (b.shield !== shield || p.commit[i] !== commit || (site && b.site !== site)) continue;
    var margin = p.margin[i] === NO_MARGIN ? null : p.margin[i] / 1000, name = study.pairWords[p.field[i]] + ' to ' + study.pairWords[p.target[i]];
    if ($('pair-reach').checked && !(margin >= 0 && margin !== null)) continue;
    if (words && name.toLowerCase().indexOf(words) < 0) continue;
    var or = function (v, scale) { return v === NONE ? null : v / scale; };
    out.push({ name: name, missile: study.pairWords[p.missile[i]], site: b.site, interceptor: b.interceptor, commitS: or(p.commitS[i], 1), threshold: or(p.threshold[i], 1000), margin: margin, meeting: or(p.meeting[i], 1), altitude: or(p.altitude[i], 1), reason: study.pairWords[p.reason[i]] });
  }
  return out;
}

function pairCell(key, v) {
  if (v === null) return 'none';
  if (key === 'threshold') return fixed(v, 3);
  if (key === 'margin') return signed(v, 3);
  return String(v);
}

async function showPairs() {
  pairRows = await pairsOf();
  var key = pairOrder[0], sign = pairOrder[1], body = $('pair-table').tBodies[0];
  pairRows.sort(function (a, b) {
    if (a[key] === null || b[key] === null) return (a[key] === null) - (b[key] === null);
    return sign * (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0);
  });
  body.textContent = '';
  pairRows.slice(0, ROOM).forEach(function (r) {
    var row = body.insertRow();
    if (r.margin !== null && r.margin >= 0) row.className = 'reach-row';
    COLUMNS.forEach(function (c) {
      var cell = row.insertCell();
      cell.textContent = pairCell(c[1], r[c[1]]);
      if (typeof r[c[1]] !== 'string') cell.className = c[1] === 'margin' ? 'number margin' : 'number';
    });
  });
  var reach = pairRows.filter(function (r) { return r.margin !== null && r.margin >= 0; }).length;
  $('pair-count').textContent = pairRows.length + ' pairs, ' + reach + ' within reach' + (pairRows.length > ROOM ? '; the first ' + ROOM + ' are shown' : '') + '.';
  $('pair-table').tHead.querySelectorAll('th').forEach(function (th, i) {
    if (COLUMNS[i][1] === key) th.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending'); else th.removeAttribute('aria-sort');
  });
}

function pairSites() {
  var sites = [];
  study.batteries.forEach(function (b) { if (b.shield === $('pair-shield').value && sites.indexOf(b.site) < 0) sites.push(b.site); });
  options($('pair-site'), [['', 'every site']].concat(sites.map(function (s) { return [s, s]; })));
}

if (study.batteries && study.batteries.length && 'DecompressionStream' in window) {
  $('margins').hidden = false;
  options($('pair-shield'), study.shields.map(function (s) { return [s.name, s.title]; }));
  options($('pair-commit'), study.commits.map(function (c, i) { return [i, c]; }));
  pairSites();
  var head = $('pair-table').tHead.insertRow();
  COLUMNS.forEach(function (c) {
    var th = document.createElement('th'), button = document.createElement('button');
    th.scope = 'col';
    button.type = 'button';
    button.textContent = c[0];
    button.addEventListener('click', function () {
      pairOrder = [c[1], pairOrder[0] === c[1] ? -pairOrder[1] : 1];
      showPairs();
    });
    th.append(button);
    head.append(th);
  });
  $('pair-shield').addEventListener('change', function () { pairSites(); showPairs(); });
  ['pair-site', 'pair-commit', 'pair-reach'].forEach(function (id) { $(id).addEventListener('change', showPairs); });
  $('pair-words').addEventListener('input', showPairs);
  // Nothing is unpacked before the reader comes near.
  new IntersectionObserver(function (seen, observer) {
    if (seen.some(function (s) { return s.isIntersecting; })) { observer.disconnect(); showPairs(); }
  }, { rootMargin: '600px' }).observe($('margins'));
}
