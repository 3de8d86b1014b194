/*
 * For browsers that have script, but not the app, which this must not run beside. Pages do without
 * it; with it what is typed outlives a dead battery, nothing is sent twice, counts are of today.
 * ES3: a comma at the end of a list, or a property called `catch`, ends it on the oldest phones.
 */
(function () {
  var root = document.getElementById('app');
  var me = root.getAttribute('data-me');
  var DRAFT = 'page ';
  var AGAIN = 15000;
  var COUNT_EVERY = 120000;
  var store;
  try {
    store = window.localStorage;
    store.removeItem(DRAFT);
  } catch (error) {
    store = null;
  }

  function eachDraft(use) {
    for (var n = store ? store.length - 1 : -1; n >= 0; n -= 1) {
      var key = store.key(n);
      if (key.indexOf(DRAFT) === 0) use(key, store.getItem(key).split('\n')[0]);
    }
  }

  /* A draft is kept as the id that it was sent under, a line feed, and the text. */
  function keep(key, id, text) {
    try {
      if (text) store.setItem(key, id + '\n' + text);
      else store.removeItem(key);
    } catch (error) {
      store = null; /* full, or forbidden: what stands in the field is all there is */
    }
  }

  function isShown(id) {
    for (var n = 0; n < document.links.length; n += 1) {
      if (document.links[n].href.indexOf(id) >= 0) return true;
    }
    return false;
  }

  function forgetAll() {
    eachDraft(function (key) {
      store.removeItem(key);
    });
  }

  function help(form) {
    var verb = form.elements.verb ? form.elements.verb.value : '';
    var id = form.elements.id;
    var fields = [];
    var sentAt = 0;

    function draft(field) {
      var key = DRAFT + me + ' ' + form.getAttribute('action').split('#')[0] + ' ' + field.name;
      var kept = store.getItem(key);
      var cut = kept ? kept.indexOf('\n') : 0;
      if (kept && !field.value) {
        field.value = kept.slice(cut + 1);
        if (cut > 0) id.value = kept.slice(0, cut);
      }
      fields.push({ key: key, field: field });
      field.onkeyup =
        field.oninput =
        field.onchange =
        field.onblur =
          function () {
            sentAt = 0;
            keep(key, '', field.value);
          };
    }

    if (store && me && id && (verb === 'comment' || verb === 'post')) {
      for (var n = 0; n < form.elements.length; n += 1) {
        if (/^text/.test(form.elements[n].type)) draft(form.elements[n]);
      }
    }
    form.onsubmit = function () {
      var now = new Date().getTime();
      if (now - sentAt < AGAIN) return false;
      sentAt = now;
      for (var n = 0; n < fields.length; n += 1) {
        keep(fields[n].key, id.value, fields[n].field.value);
      }
      if (/^(sign-out|delete-account)/.test(verb)) forgetAll();
      return true;
    };
  }

  function count() {
    var request = new XMLHttpRequest();
    request.onreadystatechange = function () {
      if (request.readyState !== 4 || request.status !== 200) return;
      var counts = {};
      var lines = request.responseText.split('\n');
      for (var n = 0; n < lines.length; n += 1)
        counts[lines[n].split('\t')[0]] = lines[n].split('\t')[1];
      var links = root.getElementsByTagName('a');
      for (n = 0; n < links.length; n += 1)
        if (links[n].className === 'row') show(links[n], counts);
    };
    request.open('GET', '/?counts', true);
    request.send(null);
  }

  function show(row, counts) {
    var parts = row.getElementsByTagName('span');
    var words = counts[row.getAttribute('href')];
    var badge;
    var title;
    for (var n = 0; n < parts.length; n += 1) {
      if (parts[n].className === 'badge') badge = parts[n];
      if (parts[n].className === 'row-title') title = parts[n];
    }
    if (badge && !words) badge.parentNode.removeChild(badge);
    if (!words || !title) return;
    if (!badge) {
      badge = document.createElement('span');
      badge.className = 'badge';
      title.parentNode.insertBefore(badge, title.nextSibling);
      title.parentNode.insertBefore(document.createTextNode(' '), badge);
    }
    badge.innerHTML = '';
    badge.appendChild(document.createTextNode(words));
  }

  /* What was taken is no draft any more, and what is another person's is nobody's here. */
  eachDraft(function (key, id) {
    if (key.indexOf(DRAFT + me + ' ') !== 0 || (id && isShown(id))) store.removeItem(key);
  });
  for (var n = 0; n < document.forms.length; n += 1) help(document.forms[n]);
  if (me && location.pathname === '/' && window.XMLHttpRequest) {
    setInterval(function () {
      if (document.getElementById('app') === root && !document.hidden) count();
    }, COUNT_EVERY);
  }
})();
