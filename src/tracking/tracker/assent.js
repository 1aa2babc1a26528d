// Runs on the pages of whoever uses Assent. Before the visitor's answer it stores nothing, sends nothing and reads nothing
// but what an earlier answer left: the id after a yes, the day after a no, so that nobody is asked again for six months. Nothing in here may ever disturb the page it is on.
;((window, document, navigator) => {
  const KEY = 'assent_visitor'
  const NO = 'assent_no'
  const DAY = 864e5
  const LEFT_IN_PEACE = 183
  const FILES = /\.(pdf|docx?|xlsx?|pptx?|csv|zip|epub|mp[34])$/i
  const guard =
    (work) =>
    (...given) => {
      try {
        return work(...given)
      } catch {}
    }
  const base = document.currentScript.src.replace(/\/assent\.js.*$/, '')
  const refuses = () => navigator.globalPrivacyControl === true
  const remembered = guard(() => localStorage.getItem(KEY))
  let visitor = remembered()
  let shown = 0
  let visibleSince = Date.now()

  const body = (content) => JSON.stringify({ page: location.href, ...content })
  const report = (type, more) => {
    if (!visitor || refuses()) return
    const text = body({ visitor, events: [{ type, ...more }] })
    if (!navigator.sendBeacon?.(`${base}/collect`, text)) void post(text)
  }
  const post = (text) =>
    fetch(`${base}/collect`, { method: 'POST', body: text, credentials: 'omit', keepalive: true }).catch(() => {})

  const viewed = () => {
    shown = 0
    visibleSince = Date.now()
    report('page.viewed', { referrer: document.referrer, properties: { title: document.title.slice(0, 200) } })
  }
  const left = () => {
    if (document.visibilityState === 'visible') {
      visibleSince = Date.now()
      return
    }
    shown += Date.now() - visibleSince
    if (shown >= 5000) report('page.read', { properties: { seconds: Math.round(shown / 1000) } })
    shown = 0
  }
  const forget = guard(() => {
    visitor = null
    localStorage.removeItem(KEY)
  })
  const refusedLately = guard(() => {
    const day = localStorage.getItem(NO)
    return day !== null && Date.now() / DAY - day < LEFT_IN_PEACE
  })
  const remember = guard((isYes) =>
    isYes ? localStorage.removeItem(NO) : localStorage.setItem(NO, Math.floor(Date.now() / DAY)),
  )
  const consent = (isYes, kinds) => {
    remember(isYes)
    if (!isYes) {
      if (visitor) void post(body({ consent: false, visitor }))
      return forget()
    }
    if (refuses()) return
    const wasKnown = visitor
    const asked = {
      consent: true,
      visitor: visitor || undefined,
      kinds,
      language: document.documentElement.lang || 'en',
    }
    post(body(asked))
      .then((answer) => answer?.status === 200 && answer.json())
      .then((answer) => {
        if (!answer) return
        visitor = answer.visitor
        localStorage.setItem(KEY, visitor)
        if (!wasKnown) viewed()
      })
      .catch(() => {})
  }
  const actions = {
    consent,
    page: viewed,
    event: (type, properties) => report(type, { properties }),
    visitor: () => visitor,
    mayAsk: () => !visitor && !refuses() && !refusedLately(),
  }
  const waiting = window.assent?.q || []
  window.assent = guard((action, ...given) => actions[action]?.(...given))

  document.addEventListener('visibilitychange', guard(left))
  document.addEventListener(
    'click',
    guard((event) => {
      const link = event.target.closest?.('a[href]')
      if (link && (link.hasAttribute('download') || FILES.test(link.pathname)))
        report('file.downloaded', { file: link.href })
    }),
    true,
  )
  document.addEventListener(
    'submit',
    guard(({ target }) => {
      if (!visitor || refuses() || !target.action?.startsWith?.(`${base}/f/`)) return
      const field = target.elements.namedItem('visitor') || target.appendChild(document.createElement('input'))
      Object.assign(field, { type: 'hidden', name: 'visitor', value: visitor })
    }),
    true,
  )
  if (visitor) viewed()
  for (const given of waiting) window.assent(...given)
})(window, document, navigator)
