// Custom fields of one person, and where they came from.
import { AppLink } from '../../parts/AppLink.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { useMe } from '../../session.ts'
import { contactWords } from '../../words/contacts.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import type { Contact } from './contacts.ts'
import styles from './Known.module.css'

export function Known({ person }: { person: Contact }) {
  const words = useWords(contactWords)
  const me = useMe()
  const { import: file } = person
  return (
    <section aria-label={words.known}>
      <h2 className={styles.head}>{words.known}</h2>
      <dl className={styles.facts}>
        {person.street !== null && (
          <div>
            <dt>{words.postalAddress}</dt>
            <dd>
              {[person.street, [person.postalCode, person.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')}
            </dd>
          </div>
        )}
        {person.fields.map((field) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>
              <Value value={field.value} type={field.type} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.cameFrom}</dt>
          <dd>
            {words.source[person.source ?? ''] ?? person.source ?? '–'}, <DateText at={person.createdAt} show="long" />
          </dd>
        </div>
        {file && (
          <div>
            <dt>{words.source.import}</dt>
            <dd>
              {me.role === 'seller' ? (
                words.line(file.fileName, String(file.line))
              ) : (
                <AppLink className="link" href={`/contacts/imports/${file.id}`}>
                  {words.line(file.fileName, String(file.line))}
                </AppLink>
              )}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Value({ value, type }: { value: string | number | boolean; type: string }) {
  const formats = useFormats()
  const parts = useWords(partWords)
  if (typeof value === 'boolean') return value ? parts.yes : '–'
  if (typeof value === 'number') return Number.isInteger(value) ? formats.number(value) : formats.decimal(value, 2)
  return type === 'date' ? formats.longDate(new Date(value)) : value
}
