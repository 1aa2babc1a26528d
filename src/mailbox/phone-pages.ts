// /phone: the SMS that were sent, as they stand on the phones of those they were sent to, and a line to answer each.
import express, { type Router } from 'express'
import { escapeHtml } from '../platform/index.ts'
import { page } from './mailbox-pages.ts'
import type { Phone, PhoneSms } from './open-phone.ts'

const SHOWN = 100
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export function phonePages(phone: Phone): Router {
  const router = express.Router()
  router.get('/phone', (request, response) => {
    const search = typeof request.query.q === 'string' ? request.query.q : ''
    const found = phone.list(search)
    const note = request.query.answer === 'no' ? '<p role="status">The answer was not taken. Try again.</p>' : ''
    const rows = found.slice(0, SHOWN).map(row)
    response.send(
      page(
        'Phone',
        `<header><h1>Phone</h1><p>${found.length === 1 ? 'One SMS' : `${found.length.toLocaleString('en')} SMS`}${search ? ' found' : ''}. Nothing here has left this machine.</p>${note}
        <form><input name="q" value="${escapeHtml(search)}" placeholder="Find a number or a word" aria-label="Find a number or a word"><button>Find</button></form></header>
        ${rows.length ? `<ul>${rows.join('')}</ul>` : '<p class="empty">No SMS yet. Send an SMS campaign, and it appears here.</p>'}`,
      ),
    )
  })
  router.post('/phone/:number', express.urlencoded({ extended: false, limit: '5kb' }), async (request, response) => {
    const { text } = (request.body ?? {}) as { text?: unknown }
    const isTaken = typeof text === 'string' && (await phone.answer(Number(request.params.number), text))
    response.redirect(303, isTaken ? '/phone' : '/phone?answer=no')
  })
  return router
}

const row = ({ number, from, to, text, at, answers }: PhoneSms) =>
  `<li class="sms"><p><b>${escapeHtml(from)}</b> to ${escapeHtml(to)} <time>${time.format(new Date(at))}</time></p>
  <blockquote>${linked(text)}</blockquote>${answers.map((answer) => `<blockquote class="own">${escapeHtml(answer)}</blockquote>`).join('')}
  <form method="post" action="/phone/${number}"><input name="text" value="STOPP" maxlength="160" aria-label="Answer to ${escapeHtml(from)}"><button>Answer</button></form></li>`

const linked = (text: string) => escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)
