// The large map: choose, slide, point, walk with the arrow keys.
var view = { shield: '', 'class': '', cell: -1, kept: false };
var largeRaster = null, shown = null, crowd = null, onChange = function () {};

function hasMap(shield, cls) {
  return (study.maps || []).find(function (m) { return m.shield === shield && m['class'] === cls; });
}

async function showMap(shield, cls) {
  var map = hasMap(shield, cls);
  if (!map) return;
  view.shield = shield; view['class'] = cls;
  $('map-shield').value = shield; $('map-class').value = cls;
  var key = slug(shield, cls), both = await Promise.all([unpack('cells-' + key), map.timelines ? unpack('times-' + key) : null, unpack('people')]);
  shown = { block: both[0], times: both[1] };
  crowd = both[2];
  document.querySelectorAll('.shield-marks').forEach(function (g) { g.classList.toggle('on', g.dataset.shield === shield); });
  drawMap();
}

function drawMap() {
  if (!shown) return;
  largeRaster = largeRaster || rasterOf(study.view, study.grid, 2);
  paint($('map-canvas'), largeRaster, changed(shown.block, speedChange));
  var s = study.shields.find(function (s) { return s.name === view.shield; });
  $('speed').value = speedChange;
  $('speed-change').textContent = signed(speedChange, 2) + ' km/s';
  $('speed-list').textContent = s.interceptors.map(function (i) { return i.name + ' ' + fixed(i.speed, 1) + (speedChange ? ' → ' + fixed(i.speed + speedChange, 2) : '') + ' km/s'; }).join(' · ');
  $('moved-legend').hidden = speedChange === 0;
  var t = tally(shown.block, crowd, speedChange), before = tally(shown.block, crowd, 0);
  countText(t, before);
  if (view.cell >= 0) showCell(view.cell);
}

function countText(t, before) {
  var p = $('map-count'), delta = 100 * (t.natoDefended - before.natoDefended);
  p.textContent = '';
  var b = document.createElement('b');
  b.textContent = people(100 * t.natoDefended);
  p.append(b, ' of ' + people(100 * t.nato) + ' threatened people in NATO members defended (' + percent(t.natoDefended, t.nato) + ')' +
    (delta ? ', ' + (delta > 0 ? '+' : '−') + people(Math.abs(delta)) : speedChange ? ', no change' : '') + '. All Europe: ' + percent(t.europeDefended, t.europe) + ' of ' + people(100 * t.europe) + '. Land of NATO members: ' + percent(t.areaDefended, t.area) + ' of ' + (t.area / 1e6).toFixed(1) + ' million km².');
}

function showCell(cell) {
  view.cell = cell;
  if (!shown || cell < 0) return;
  var c = centre(study.grid, cell), t = timelineOf(shown.times, c[0], c[1]);
  $('cursor').setAttribute('d', outline(study.view, study.grid, cell));
  $('cell-title').textContent = degrees(c[0], c[1]) + (view.kept ? ' (kept)' : '');
  $('cell-text').textContent = cellText(shown.block, shown.times, crowd, cell, speedChange);
  $('cell-chart').replaceChildren();
  if (t && t.area) $('cell-chart').append(timeChart(t));
  $('cell-command').hidden = false;
  var code = $('cell-command').querySelector('code');
  code.textContent = code.dataset.ask + ' --shield ' + quoted(view.shield) + ' --class ' + quoted(view['class']) + ' --cell=' + c[0].toFixed(2) + ',' + c[1].toFixed(2);
}

function cellUnder(event, element, v, grid) {
  var r = element.getBoundingClientRect(), p = place(v, (event.clientX - r.left) / r.width * v.width, (event.clientY - r.top) / r.height * v.height);
  return p ? cellAt(grid, p[0], p[1]) : -1;
}

function walk(event, grid, cell) {
  var step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  if (!step) return -1;
  event.preventDefault();
  for (var k = event.shiftKey ? 5 : 1; k > 0; k--) cell = neighbour(grid, cell, step[0], step[1]);
  return cell;
}

function setSpeed(change) {
  speedChange = Math.round(change * 20) / 20;
  drawMap();
  paintMultiples();
}

if (study.maps && study.maps.length && 'DecompressionStream' in window) {
  $('explorer').hidden = false;
  options($('map-shield'), study.shields.filter(function (s) { return study.maps.some(function (m) { return m.shield === s.name; }); }).map(function (s) { return [s.name, s.title]; }));
  options($('map-class'), study.classes.map(function (c) { return [c.name, c.title]; }));
  var first = study.maps[study.first];
  view.shield = first.shield; view['class'] = first['class'];
  var choose = function () { showMap($('map-shield').value, $('map-class').value).then(onChange); };
  $('map-shield').addEventListener('change', choose);
  $('map-class').addEventListener('change', choose);
  $('speed').addEventListener('input', function () { setSpeed(Number($('speed').value)); onChange(); });
  $('speed-reset').addEventListener('click', function () { setSpeed(0); onChange(); });
  var map = $('map');
  map.addEventListener('pointermove', function (e) {
    if (view.kept) return;
    var cell = cellUnder(e, map, study.view, study.grid);
    if (cell >= 0 && cell !== view.cell) showCell(cell);
  });
  map.addEventListener('click', function (e) {
    var cell = cellUnder(e, map, study.view, study.grid);
    view.kept = !(view.kept && cell === view.cell);
    if (cell >= 0) showCell(cell);
    onChange();
  });
  map.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' || e.key === 'Enter') { view.kept = e.key === 'Enter'; showCell(view.cell); onChange(); return; }
    var cell = walk(e, study.grid, view.cell >= 0 ? view.cell : cellAt(study.grid, 50, 20));
    if (cell >= 0) { view.kept = true; showCell(cell); onChange(); }
  });
  themeListeners.push(function () { drawMap(); paintMultiples(); });
}

// A name as a shell takes it.
function quoted(name) {
  return /^[\w.-]+$/.test(name) ? name : "'" + name.replace(/'/g, "'\\''") + "'";
}
