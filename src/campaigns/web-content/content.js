// Fills the places of a page: <div data-assent-content="front">what stands there until then</div>. It stores nothing, and
// names nobody who has not said yes. Words go in as words: nothing of them can run. What fails leaves the page as it is.
;((document, navigator) => {
  const guard =
    (work) =>
    (...given) => {
      try {
        return work(...given)
      } catch {}
    }
  const base = document.currentScript.src.replace(/\/content\.js.*$/, '')
  const remembered = guard(() => localStorage.getItem('assent_visitor'))
  const visitor = navigator.globalPrivacyControl === true ? undefined : remembered()

  const make = (name, content) =>
    Object.assign(document.createElement(name), { className: `assent-${name}`, ...content })
  const fill = guard((place, { heading, text, link, image }) => {
    const parts = []
    if (image) parts.push(make('img', { src: image.url, alt: image.description }))
    if (heading) parts.push(make('h2', { textContent: heading }))
    if (text) parts.push(make('p', { textContent: text }))
    if (link) parts.push(make('a', { href: link.url, textContent: link.label }))
    place.replaceChildren(...parts)
  })
  const load = (place) =>
    fetch(`${base}/content/${encodeURIComponent(place.dataset.assentContent)}`, {
      credentials: 'omit',
      ...(visitor && { method: 'POST', body: JSON.stringify({ visitor }) }),
    })
      .then((answer) => answer.status === 200 && answer.json())
      .then((block) => block && fill(place, block))
      .catch(() => {})
  const loadAll = guard(() => document.querySelectorAll('[data-assent-content]').forEach(load))
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', loadAll)
  else loadAll()
})(document, navigator)
