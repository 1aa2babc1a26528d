// Finding people by what somebody types: the beginning of a name, a company or an address. Every word must be found.
import { Prisma } from '../platform/database.ts'

/** Words looked for; more are ignored, since each costs a look into four indexes. */
const WORDS_MAX = 4

/** A condition on `contact.id` for this text, or a true one where there is nothing to look for. */
export function searchSql(text: string): Prisma.Sql {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, WORDS_MAX)
  if (words.length === 0) return Prisma.sql`true`
  return Prisma.join(words.map(wordSql), ' and ')
}

function wordSql(word: string): Prisma.Sql {
  const start = `${escapeLike(word)}%`
  // Numbers are kept as +4741…; people type them without the plus, with spaces or with a national zero.
  const phone = /^[+\d()-]{4,}$/.test(word) ? `+${escapeLike(word.replace(/\D/g, ''))}%` : start
  return Prisma.sql`contact.id in (
    select id from contact where lower(first_name) like ${start}
    union all select id from contact where lower(last_name) like ${start}
    union all select member.id from account join contact member on member.account_id = account.id
      where lower(account.name) like ${start}
    union all select contact_id from identity
      where kind in ('email', 'phone', 'external') and (value like ${start} or value like ${phone}))`
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
