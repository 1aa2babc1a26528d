// Why somebody gets something or does not: the same drawer from every place. Answer, checks in order, what was said, the rules.
import { ActionIcon, Drawer } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { AppLink } from './AppLink.tsx'
import { ConsentMark } from './ConsentMark.tsx'
import { DateText } from './DateText.tsx'
import styles from './Drawer.module.css'
import { Portrait } from './Portrait.tsx'
import type { WhyAnswer } from './why.ts'

export type WhyDrawerProps = {
  isOpen: boolean
  onClose: () => void
  /** What the drawer is, in words: "2 of 388 who withdrew". */
  title: ReactNode
  /** Back to the list this one stands in. */
  onBack?: () => void
  onPrevious?: () => void
  onNext?: () => void
  /** A line that stays at the bottom. */
  footer?: ReactNode
  children: ReactNode
}

/** The frame of a drawer on the right, full width on a phone; up and down walk a list. */
export function WhyDrawer({ isOpen, onClose, title, onBack, onPrevious, onNext, footer, children }: WhyDrawerProps) {
  const words = useWords(partWords)
  const hasSteps = onPrevious !== undefined || onNext !== undefined
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={520}
      padding={0}
      transitionProps={{ duration: 180 }}
      classNames={{ content: styles.content }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <header className={styles.head}>
          {onBack && (
            <ActionIcon className={styles.back} aria-label={words.backToList} onClick={onBack}>
              <IconArrowLeft size={16} stroke={1.5} />
            </ActionIcon>
          )}
          <Drawer.Title className={styles.title}>{title}</Drawer.Title>
          <span className={styles.steps}>
            {hasSteps && (
              <>
                <ActionIcon aria-label={words.previous} disabled={!onPrevious} onClick={onPrevious}>
                  <IconChevronUp size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon aria-label={words.next} disabled={!onNext} onClick={onNext}>
                  <IconChevronDown size={16} stroke={1.5} />
                </ActionIcon>
              </>
            )}
            <ActionIcon aria-label={words.close} onClick={onClose}>
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </span>
        </header>
        <Drawer.Body className={styles.body}>{children}</Drawer.Body>
        {footer && <footer className={`${styles.footer} small dim`}>{footer}</footer>}
      </Drawer.Content>
    </Drawer.Root>
  )
}

export type WhyContentProps = { why: WhyAnswer; now?: Date; action?: ReactNode; children?: ReactNode }

/** One answer inside the frame. `children` stand under what was said, e.g. the choice of another moment. */
export function WhyContent({ why, now, action, children }: WhyContentProps) {
  const words = useWords(partWords)
  const formats = useFormats()
  return (
    <>
      <div className={styles.who}>
        <Portrait name={why.person.name} size={48} />
        <div>
          <h2>{why.person.name}</h2>
          {why.person.detail && <p className="muted text-13">{why.person.detail}</p>}
        </div>
        {action}
      </div>
      <p className={styles.answer}>
        <ConsentMark state={why.state} size={24} />
        <span>{why.answer}</span>
      </p>
      <ol className={styles.checks}>
        {why.checks.map((check) => (
          <li key={check.title} data-result={check.result}>
            <span className={styles.sign}>
              {check.result === 'passed' && <IconCheck size={16} stroke={2} role="img" aria-label={words.passed} />}
              {check.result === 'decided' && <ConsentMark state={why.state} size={20} label={words.decided} />}
              {check.result === 'skipped' && <span aria-hidden>–</span>}
            </span>
            <div>
              <h3>{check.title}</h3>
              <p>{check.detail ?? (check.result === 'skipped' ? words.notLookedAt : '')}</p>
            </div>
          </li>
        ))}
      </ol>
      {why.said.length > 0 && (
        <>
          <h3 className={styles.saidHeading}>{why.saidHeading ?? words.saidHeading}</h3>
          <table className={styles.said}>
            <tbody>
              {why.said.map((event) => (
                <tr key={`${event.at} ${event.state}`}>
                  <td className="dim no-wrap">
                    <DateText at={event.at} show="date" now={now} />
                  </td>
                  <td>
                    <ConsentMark state={event.state} /> {event.text}
                  </td>
                  <td className="numeric">
                    {event.receipt && (
                      <AppLink className="link small" href={event.receipt}>
                        {words.receipt}
                      </AppLink>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {children}
      <p className={`${styles.rules} small dim`}>
        {words.answerFor} {formats.exact(new Date(why.at))}. {why.rules}
      </p>
    </>
  )
}
