// What every other script uses: the study, elements by id, and words.
var $ = function (id) { return document.getElementById(id); };
var study = JSON.parse($('study').textContent);
var NONE = 65535; // "none" in columns of two bytes
var NO_MARGIN = -32768;
var SVG = 'http://www.w3.org/2000/svg';

function slug() {
  return Array.prototype.join.call(arguments, '-').toLowerCase().replace(/[^a-z0-9]/g, '-');
}

function svg(name, attributes, text) {
  var e = document.createElementNS(SVG, name);
  Object.keys(attributes).forEach(function (k) { e.setAttribute(k, attributes[k]); });
  if (text) e.textContent = text;
  return e;
}

function fixed(v, decimals) { return v.toFixed(decimals).replace('-', '−'); }
function signed(v, decimals) { return (v > 0 ? '+' : '') + fixed(v, decimals); }
function percent(part, whole) { return whole > 0 ? Math.round(100 * part / whole) + ' %' : 'none'; }

function people(n) {
  if (n >= 1e7) return Math.round(n / 1e6) + ' million';
  if (n >= 1e6) return (n / 1e6).toFixed(1) + ' million';
  if (n >= 1e3) return Math.round(n / 1e3) + ' thousand';
  return String(n);
}

function degrees(lat, lon) {
  return Math.abs(lat).toFixed(1) + '° ' + (lat < 0 ? 'S' : 'N') + ' ' + Math.abs(lon).toFixed(1) + '° ' + (lon < 0 ? 'W' : 'E');
}

function options(select, list) {
  select.textContent = '';
  list.forEach(function (o) { select.add(new Option(o[1], o[0])); });
}

// Dark or light: what the reader chose, or else what the system says.
var themeListeners = [];
function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
  $('theme').textContent = isDark() ? 'Light' : 'Dark';
  themeListeners.forEach(function (f) { f(); });
}
function isDark() {
  var chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
$('theme').hidden = false;
$('theme').addEventListener('click', function () { setTheme(isDark() ? 'light' : 'dark'); onChange(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () { setTheme(''); });

setTheme('');

// A link to something inside a closed <details> opens it.
function reveal(element) {
  for (var e = element; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
}
