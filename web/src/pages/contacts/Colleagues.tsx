// The others from the same company, each with what they said to marketing.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import styles from './Colleagues.module.css'
import { type Contact, colleaguesQuery } from './contacts.ts'

export function Colleagues({ contactId, account }: { contactId: string; account: NonNullable<Contact['account']> }) {
  const words = useWords(contactWords)
  const parts = useWords(partWords)
  const colleagues = useQuery(colleaguesQuery(account.id))
  return (
    <section aria-label={words.buyingGroup}>
      <header className={styles.head}>
        <h2>{words.buyingGroup}</h2>
        <span className="small dim">{account.name}</span>
      </header>
      <Answer query={colleagues} what={words.groupWhat}>
        {({ items }) =>
          items.length < 2 ? (
            <p className={`${styles.alone} small dim`}>{words.aloneHere}</p>
          ) : (
            <ul>
              {items.map((person) => {
                const name = person.name ?? words.nameless
                return (
                  <li key={person.id} className={styles.person}>
                    <Portrait name={name} size={24} />
                    <div>
                      {person.id === contactId ? (
                        <b>{name}</b>
                      ) : (
                        <AppLink className="name" href={`/contacts/${person.id}`}>
                          {name}
                        </AppLink>
                      )}
                      <p className="small dim">{person.title}</p>
                    </div>
                    <ConsentMark state={person.mark} label={parts.state[person.mark]} />
                  </li>
                )
              })}
            </ul>
          )
        }
      </Answer>
    </section>
  )
}
