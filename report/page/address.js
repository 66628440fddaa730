// The address restores a view:
// #map=epaa-3/irbm&dv=0.5&cell=52.2,21.0&sea=4.5&set=moscow&theme=dark
function fromAddress() {
  var hash = decodeURIComponent(location.hash.slice(1)), parts = {};
  if (hash.indexOf('=') < 0) {
    if (hash) reveal($(hash));
    return start();
  }
  hash.split('&').forEach(function (p) { var kv = p.split('='); parts[kv[0]] = kv[1]; });
  if (parts.theme === 'dark' || parts.theme === 'light') setTheme(parts.theme);
  if (parts.set && $('set-' + parts.set)) $('set-' + parts.set).checked = true;
  if (isFinite(parts.dv)) speedChange = Math.max(-1.5, Math.min(3, Math.round(parts.dv * 20) / 20));
  if (parts.sea && isFinite(parts.sea)) setSea(Number(parts.sea));
  var map = (parts.map || '').split('/'), chosen = hasMap(map[0], map[1]);
  if (chosen) { view.shield = map[0]; view['class'] = map[1]; }
  var cell = (parts.cell || '').split(',').map(Number);
  if (cell.length === 2 && study.grid && isFinite(cell[0]) && isFinite(cell[1])) {
    view.cell = cellAt(study.grid, cell[0], cell[1]);
    view.kept = view.cell >= 0;
  }
  return start().then(function () {
    if (speedChange) paintMultiples();
    if (chosen) $('explorer').scrollIntoView();
  });
}

function start() {
  return $('explorer') && !$('explorer').hidden ? showMap(view.shield, view['class']) : Promise.resolve();
}

function toAddress() {
  var s = 'map=' + view.shield + '/' + view['class'];
  if (speedChange) s += '&dv=' + speedChange.toFixed(2);
  if (view.kept && view.cell >= 0) { var c = centre(study.grid, view.cell); s += '&cell=' + c[0].toFixed(2) + ',' + c[1].toFixed(2); }
  if (seaSpeed) s += '&sea=' + seaSpeed.toFixed(2);
  var set = document.querySelector('.set-input:checked');
  if (set && set.id !== 'set-published') s += '&set=' + set.id.slice(4);
  if (document.documentElement.dataset.theme) s += '&theme=' + document.documentElement.dataset.theme;
  history.replaceState(null, '', '#' + s);
}

onChange = toAddress;
document.querySelectorAll('.set-input').forEach(function (i) { i.addEventListener('change', toAddress); });
window.addEventListener('hashchange', fromAddress);
fromAddress();
