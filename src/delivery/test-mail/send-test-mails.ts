// Sends the test mails that are in line, composed as the real ones are. They take turns with batches and never wait for
// more than one. What stops all sending stops these too.

import { type Db, Prisma } from '../../platform/database.ts'
import { brandVariables, findBrand } from '../brand-look/brand-variables.ts'
import { compileMail, type Mail } from '../compose-mail.ts'
import { findPerson } from '../render-preview.ts'
import type { SignMail } from '../signing/sign-mail.ts'
import type { RelayConnection } from '../smtp-relay.ts'
import { notStoppedSql } from '../stop/stop-sending.ts'
import { TEST_LABEL, type TestContent, testContent } from './queue-test-mail.ts'

export type TestMailWay = { connection: RelayConnection; sign?: SignMail; publicUrl: string; now: () => Date }

/** Mails in one turn: a campaign that waits for them must not notice. */
const AT_ONCE = 10
/** ms in which one must begin; ms before it is tried again; tries in all. */
const START_WITHIN_MS = 10_000
const AGAIN_MS = 30_000
const TRIES_MOST = 5

type Row = {
  id: string
  content: unknown
  attempts: number
  as_contact_id: string | null
  email: string
  name: string
  language: string
}

/** Sends what is due. Answers how many were tried. */
export async function sendTestMails(db: Db, way: TestMailWay): Promise<number> {
  // The address comes from the login and from nowhere else: that is the whole gate.
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with due as (
      select id from test_mail where status = 'queued' and not_before <= clock_timestamp()
        and ${notStoppedSql(Prisma.sql`false`)}
      order by not_before, id limit ${AT_ONCE} for update skip locked
    )
    update test_mail set status = 'started', attempts = attempts + 1, not_before = clock_timestamp()
    from due, app_user where test_mail.id = due.id and app_user.id = test_mail.user_id
    returning test_mail.id, content, attempts, as_contact_id, app_user.email, app_user.name, language`)
  for (const row of rows) await sendOne(db, row, way)
  return rows.length
}

async function sendOne(db: Db, row: Row, { connection, sign, publicUrl, now }: TestMailWay): Promise<void> {
  const end = (status: 'sent' | 'failed', fault: string | null) =>
    db.testMail.update({
      where: { id: row.id },
      data: { status, fault, content: Prisma.DbNull, finishedAt: now() },
    })
  let mail: Mail
  try {
    mail = await compose(db, row, testContent.parse(row.content), publicUrl, now())
    if (sign) mail.signature = await sign(mail.bytes)
  } catch (fault) {
    await end('failed', fault instanceof Error ? fault.message : String(fault))
    return
  }
  const result = await connection.send({ ...mail, to: row.email }, performance.now() + START_WITHIN_MS)
  if (result.kind === 'sent') await end('sent', null)
  else if (result.kind === 'refused' || row.attempts >= TRIES_MOST) await end('failed', result.reply)
  else
    await db.testMail.update({
      where: { id: row.id },
      data: { status: 'queued', fault: result.reply, notBefore: new Date(+now() + AGAIN_MS) },
    })
}

async function compose(db: Db, row: Row, content: TestContent, publicUrl: string, at: Date) {
  const brand = await db.brand.findUniqueOrThrow({ where: { id: content.brandId } })
  const self = { firstName: row.name.split(' ')[0] ?? '', lastName: row.name.split(' ').slice(1).join(' ') }
  const own = { jobTitle: null, city: null, language: row.language, company: null, ...self }
  const person = row.as_contact_id === null ? await ownPerson(db, own) : await findPerson(db, row.as_contact_id)
  const known = brandVariables(await findBrand(db, brand.id), publicUrl)
  const { senderName, senderEmail, replyTo, country, postalAddress, name: brandName } = brand
  const compile = compileMail(
    {
      ...{
        id: row.id,
        brandId: brand.id,
        brandName,
        brand: known,
        country,
        postalAddress,
        senderName,
        senderEmail,
        replyTo,
      },
      ...{
        kind: 'marketing',
        subject: `${TEST_LABEL}${content.subject}`,
        html: content.html,
        text: content.text,
        links: [],
      },
    },
    // Names no person and no purpose, so nothing is stopped by trying its links.
    () => ({ token: 'test', publicUrl }),
  )
  return compile({ ...person, messageId: row.id, address: row.email, toName: row.name }, at)
}

type Named = Pick<
  Awaited<ReturnType<typeof findPerson>>,
  'firstName' | 'lastName' | 'jobTitle' | 'city' | 'language' | 'company'
>

/** The user as a contact: with a name, and with every field there is, empty. */
async function ownPerson(db: Db, named: Named): Promise<Awaited<ReturnType<typeof findPerson>>> {
  const fields = await db.field.findMany({ select: { key: true } })
  const none = { contactId: '', messageId: '', purposeId: '', isTracked: false, address: '' }
  return { ...none, ...named, fields: Object.fromEntries(fields.map(({ key }) => [key, ''])) }
}
