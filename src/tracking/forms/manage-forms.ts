// Making, changing and retiring forms. A form that is retired answers that it is gone; what it brought stays.
import { findMissing, findNotice } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { Ask, FormInput, Question } from './form-schema.ts'

export type FormView = FormInput & { id: string; people: number; url: string; embed: string }

export async function createForm(db: Db, input: FormInput, publicUrl: string, now: Date): Promise<FormView> {
  await checkAsks(db, input)
  await checkNotice(db, input, now)
  const row = await db.form.create({ data: columnsOf(input) })
  return view(row, 0, publicUrl)
}

export async function changeForm(
  db: Db,
  id: string,
  input: FormInput,
  publicUrl: string,
  now: Date,
): Promise<FormView> {
  const standing = found(await db.form.findFirst({ where: { id, retiredAt: null } }), 'form')
  if (standing.key !== input.key)
    throw new DomainError('conflict', 'The key stays: pages and workflows lead to it. Make a new form for a new key.')
  await checkAsks(db, input)
  await checkNotice(db, input, now)
  const row = await db.form.update({ where: { id }, data: columnsOf(input) })
  return view(row, (await countPeople(db)).get(input.key) ?? 0, publicUrl)
}

export async function retireForm(db: Db, id: string, now: Date): Promise<void> {
  const { count } = await db.form.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now } })
  found(count > 0 ? count : undefined, 'form')
}

export async function listForms(db: Db, publicUrl: string): Promise<FormView[]> {
  const rows = await db.form.findMany({ where: { retiredAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  const people = await countPeople(db)
  return rows.map((row) => view(row, people.get(row.key) ?? 0, publicUrl))
}

const columnsOf = (input: FormInput): Prisma.FormUncheckedCreateInput => ({
  ...input,
  questions: input.questions as Prisma.InputJsonArray,
  asks: input.asks as Prisma.InputJsonArray,
})

/** Asks only for what is there to be asked for, in words that are in force. */
async function checkAsks(db: Db, { brandId, asks }: FormInput): Promise<void> {
  found(await db.brand.findUnique({ where: { id: brandId } }), 'sender')
  const purposes = await db.purpose.findMany({
    where: { id: { in: asks.map((ask) => ask.purposeId) }, retiredAt: null },
    include: { texts: { take: 1 } },
  })
  const byId = new Map(purposes.map((purpose) => [purpose.id, purpose]))
  const faults = asks.flatMap(({ purposeId, channel }, index) => {
    const purpose = byId.get(purposeId)
    const message = !purpose
      ? 'There is no such purpose, or it is retired. Choose another.'
      : !purpose.channels.includes(channel)
        ? `${purpose.name} does not use this channel. Choose one that it lists.`
        : purpose.texts.length === 0
          ? `${purpose.name} has no text yet. Publish its text first.`
          : undefined
    return message ? [{ path: `asks.${index}`, message }] : []
  })
  if (faults.length > 0) throw new DomainError('invalid', 'This form asks for what cannot be asked for.', { faults })
}

/** Shown to people only with a notice that holds all of GDPR article 13 (consent.md L2). */
async function checkNotice(db: Db, { brandId, asks, language }: FormInput, now: Date): Promise<void> {
  const purposeIds = asks.map((ask) => ask.purposeId)
  const faults = findMissing(await findNotice(db, { brandId, purposeIds, language }, now))
  if (faults.length > 0)
    throw new DomainError('invalid', 'People must be told more before this form can ask them anything.', { faults })
}

async function countPeople(db: Db): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ key: string; people: number }[]>(Prisma.sql`
    select properties->>'formKey' as key, count(distinct contact_id)::int as people from event
    where type = 'form.submitted' and properties ? 'formKey' group by 1`)
  return new Map(rows.map((row) => [row.key, row.people]))
}

type Row = {
  id: string
  key: string
  name: string
  brandId: string
  language: string
  questions: unknown
  asks: unknown
  thanks: string
}

function view({ id, key, name, brandId, language, questions, asks, thanks }: Row, people: number, publicUrl: string) {
  const url = `${publicUrl}/f/${key}`
  return {
    id,
    key,
    name,
    brandId,
    language: language as FormInput['language'],
    questions: questions as Question[],
    asks: asks as Ask[],
    thanks,
    people,
    url,
    embed: `<iframe src="${url}" title="${name.replace(/[&<>"]/g, '')}" style="width:100%;height:720px;border:0"></iframe>`,
  }
}
