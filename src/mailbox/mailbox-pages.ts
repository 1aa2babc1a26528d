// /mailbox: what was sent, as the people it was sent to would see it, with the unsubscribe button that mail programs
// show. Plain pages; the mail itself stands in a frame that may run nothing.
import express, { type Router } from 'express'
import { escapeHtml, found } from '../platform/index.ts'
import type { Mailbox } from './open-mailbox.ts'

const PAGE = 50
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export function mailboxPages(mailbox: Mailbox): Router {
  const router = express.Router()
  router.get('/mailbox', (request, response) => {
    const search = typeof request.query.q === 'string' ? request.query.q : ''
    const offset = Math.max(0, Number.parseInt(String(request.query.from ?? 0), 10) || 0)
    const { mails, total } = mailbox.list(search, offset, PAGE)
    const rows = mails.map(
      (mail) => `<li><a href="/mailbox/${mail.number}"><b>${escapeHtml(mail.subject || '(no subject)')}</b>
        <span>${escapeHtml(mail.to)}</span><time>${time.format(mail.at)}</time></a></li>`,
    )
    const more =
      offset + PAGE < total
        ? `<a class="more" href="?q=${encodeURIComponent(search)}&from=${offset + PAGE}">Older</a>`
        : ''
    response.send(
      page(
        'Mailbox',
        `<header><h1>Mailbox</h1><p>${total === 1 ? 'One mail' : `${total.toLocaleString('en')} mails`}${search ? ' found' : ''}. Nothing here has left this machine.</p>
        <form><input name="q" value="${escapeHtml(search)}" placeholder="Find a person or a subject" aria-label="Find a person or a subject"><button>Find</button></form></header>
        ${rows.length ? `<ul>${rows.join('')}</ul>${more}` : '<p class="empty">No mail yet. Send a campaign, and it appears here.</p>'}`,
      ),
    )
  })
  router.get('/mailbox/:number', async (request, response) => {
    const mail = found(await mailbox.read(Number(request.params.number)), 'mail')
    const list = mail.headers.get('list') as { unsubscribe?: { url?: string } } | undefined
    const stop = list?.unsubscribe?.url
    const to = [mail.to].flat()[0]?.text ?? ''
    response.send(
      page(
        mail.subject ?? 'Mail',
        `<header><a class="back" href="/mailbox">Mailbox</a><h1>${escapeHtml(mail.subject ?? '(no subject)')}</h1>
        <dl><dt>From</dt><dd>${escapeHtml(mail.from?.text ?? '')}</dd><dt>To</dt><dd>${escapeHtml(to)}</dd></dl>
        ${stop ? `<form method="post" action="${escapeHtml(stop)}"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button><small>The button that mail programs show.</small></form>` : ''}</header>
        <iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${Number(request.params.number)}/html" title="The mail"></iframe>`,
      ),
    )
  })
  router.get('/mailbox/:number/html', async (request, response) => {
    const mail = found(await mailbox.read(Number(request.params.number)), 'mail')
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    )
    response.set('X-Frame-Options', 'SAMEORIGIN')
    response.send(
      `<base target="_blank">${typeof mail.html === 'string' ? mail.html : `<pre>${escapeHtml(mail.text ?? '')}</pre>`}`,
    )
  })
  return router
}

const style = `:root{color-scheme:light dark;--ink:light-dark(#13201B,#E8EFEC);--ink-3:light-dark(#5D6A65,#94A19B);--line:light-dark(#E1E7E4,#26312D);--surface:light-dark(#fff,#131A17);--ctrl:light-dark(#78857F,#74827C)}
*{box-sizing:border-box}main{margin:0 auto;padding:24px 16px 0;max-width:860px;min-height:100vh;display:flex;flex-direction:column}body{margin:0;background:var(--surface);color:var(--ink);font:14px/20px "Hanken Grotesk Variable",system-ui,sans-serif}
h1{font-size:26px;line-height:32px;letter-spacing:-.014em;margin:0;font-weight:600}p{margin:4px 0 16px;color:var(--ink-3)}form{display:flex;gap:8px;align-items:center;margin:12px 0 16px;flex-wrap:wrap}
input{flex:1;max-width:360px;height:32px;padding:0 10px;border:1px solid var(--ctrl);border-radius:6px;background:none;color:inherit;font:inherit}
button{height:32px;padding:0 12px;border:1px solid var(--ctrl);border-radius:6px;background:none;color:inherit;font:inherit;font-weight:600;cursor:pointer}small{color:var(--ink-3);font-size:12px}
ul{list-style:none;margin:0;padding:0;border-top:1px solid var(--ink)}li a{display:grid;grid-template-columns:1fr 220px auto;gap:4px 16px;padding:11px 0;border-bottom:1px solid var(--line);color:inherit;text-decoration:none;font-size:13px}li a:hover b{text-decoration:underline}li b{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}li span{overflow:hidden;text-overflow:ellipsis}li time,li span,dt{color:var(--ink-3)}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 16px;margin:12px 0;font-size:13px}dd{margin:0}.back,.more{color:var(--ink-3)}.more{display:inline-block;padding:16px 0}.empty{padding:16px 0;border-top:1px solid var(--ink)}
.sms{padding:14px 0;border-bottom:1px solid var(--line)}.sms p{margin:0 0 8px;font-size:13px}.sms b{color:var(--ink)}blockquote{margin:0 0 8px;padding:10px 12px;max-width:420px;border:1px solid var(--line);border-radius:14px 14px 14px 4px;white-space:pre-wrap;overflow-wrap:anywhere}.own{margin-left:auto;border-radius:14px 14px 4px 14px}.sms form{margin:0}.sms a{display:inline;padding:0;border:0;color:inherit;font-size:inherit;text-decoration:underline}
iframe{flex:1;min-height:480px;border:0;border-top:1px solid var(--ink);background:#fff;margin:0 -16px}:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
@media(max-width:600px){li a{grid-template-columns:1fr auto}li b{grid-column:1/-1}}`

export const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · Assent</title><style>${style}</style><body><main>${body}</main></body></html>`
