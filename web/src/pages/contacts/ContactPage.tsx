// One person: first what we may do, as a sentence and a grid; then everything that happened; beside it the score and the colleagues.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ApiError } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { useMe } from '../../session.ts'
import { contactWords } from '../../words/contacts.ts'
import { useLanguage, useWords } from '../../words/language.tsx'
import { Basis } from './Basis.tsx'
import { BouncedAddress } from './BouncedAddress.tsx'
import { Colleagues } from './Colleagues.tsx'
import styles from './ContactPage.module.css'
import { type Contact, contactQuery } from './contacts.ts'
import { Known } from './Known.tsx'
import { MergeAction, MergedHere } from './MergePeople.tsx'
import { NotSent } from './NotSent.tsx'
import { Permission } from './Permission.tsx'
import { Score } from './Score.tsx'
import { SourceTold } from './SourceTold.tsx'
import { Timeline } from './Timeline.tsx'

export function ContactPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const words = useWords(contactWords)
  const contact = useQuery(contactQuery(id))
  const mayMerge = useMe().role !== 'seller'
  if (contact.error instanceof ApiError && contact.error.status === 404) return <NotHere />
  const name = contact.data ? (contact.data.name ?? words.nameless) : ''
  return (
    <>
      <PageTop
        title={name}
        crumbs={[{ label: words.title, href: '/contacts' }]}
        actions={mayMerge && contact.data && !isGone(contact.data) && <MergeAction contactId={id} />}
      />
      <PageBody isWide>
        <Answer query={contact} what={words.unknown} level={1}>
          {(person) =>
            person.erasedAt ? (
              <div className={styles.main}>
                <EmptyState title={words.gone} level={1}>
                  {words.goneDetail}
                </EmptyState>
              </div>
            ) : (
              <div className={styles.columns}>
                <div className={styles.main}>
                  <Head person={person} name={name} />
                  {person.mergedIntoId && (
                    <p className={styles.merged}>
                      {words.merged}{' '}
                      <AppLink className="link" href={`/contacts/${person.mergedIntoId}`}>
                        {words.openMerged}
                      </AppLink>
                    </p>
                  )}
                  {mayMerge && <MergedHere contactId={id} />}
                  <Permission contactId={id} name={person.firstName ?? name} />
                  {mayMerge && !isGone(person) && <BouncedAddress contactId={id} />}
                  {mayMerge && !isGone(person) && <Basis contactId={id} />}
                  {mayMerge && <NotSent contactId={id} />}
                  <Timeline contactId={id} />
                </div>
                <aside className={styles.side}>
                  <Score contactId={id} />
                  {person.account && <Colleagues contactId={id} account={person.account} />}
                  <Known person={person} />
                  {mayMerge && !isGone(person) && <SourceTold contactId={id} />}
                </aside>
              </div>
            )
          }
        </Answer>
      </PageBody>
    </>
  )
}

/** Nobody has this id, or it is not for this seller to see; the answer is the same, so that nothing is learnt from it. */
function NotHere() {
  const words = useWords(contactWords)
  const isSeller = useMe().role === 'seller'
  const title = isSeller ? words.notSeen : words.notHere
  return (
    <>
      <PageTop title={title} crumbs={[{ label: words.title, href: '/contacts' }]} />
      <PageBody>
        <EmptyState
          title={title}
          level={1}
          actions={
            <Button component={AppLink} href="/contacts">
              {words.toContacts}
            </Button>
          }
        >
          {isSeller ? words.notHereSeller : words.notHereDetail}
        </EmptyState>
      </PageBody>
    </>
  )
}

const isGone = (person: Contact) => person.erasedAt !== null || person.mergedIntoId !== null

function Head({ person, name }: { person: Contact; name: string }) {
  const words = useWords(contactWords)
  const { language } = useLanguage()
  const address = (kind: string) => person.identities.find((one) => one.kind === kind && one.isPrimary)?.value
  const spoken = person.language && new Intl.DisplayNames([language], { type: 'language' }).of(person.language)
  const facts = [
    { label: words.email, value: address('email') },
    { label: words.phone, value: address('phone') },
    { label: words.language, value: spoken && spoken[0]?.toUpperCase() + spoken.slice(1) },
  ].filter((fact) => fact.value)
  const about = [person.jobTitle, person.account?.name, person.city].filter(Boolean)
  return (
    <header className={styles.head}>
      <Portrait name={name} size={48} />
      <div>
        <h1>{name}</h1>
        <p className="muted">{about.join(', ')}</p>
      </div>
      <dl>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}
