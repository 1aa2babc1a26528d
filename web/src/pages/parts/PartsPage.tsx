// Every part in its states, for those who build pages of them. The people and numbers here are invented.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { CONSENT_STATES } from '../../parts/consent-state.ts'
import { DateText } from '../../parts/DateText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine, ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { NumberText } from '../../parts/NumberText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { Portrait } from '../../parts/Portrait.tsx'
import { ReachBar, ReachLegend } from '../../parts/ReachBar.tsx'
import { RowMoment, RuleList, RuleRow } from '../../parts/RuleList.tsx'
import { Sentence } from '../../parts/Sentence.tsx'
import { ScoreAccount } from '../../parts/SumTable.tsx'
import { Note, Tag } from '../../parts/Tag.tsx'
import { WhyContent, WhyDrawer } from '../../parts/WhyDrawer.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { partsPageWords } from '../../words/parts-page.ts'
import { GridExample } from './GridExample.tsx'
import { FIT, FORECAST, HEAT, NOW, whyExample } from './invented.ts'
import styles from './PartsPage.module.css'

export function PartsPage() {
  const words = useWords(partsPageWords)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <PageTitle below={words.detail}>{words.heading}</PageTitle>
        <Marks />
        <Shown title={words.reachBar}>
          <ReachBar reach={FORECAST} size="forecast" withShares peopleOf={(part) => `/parts/people?part=${part}`} />
          <ReachLegend />
          <div className={styles.narrow}>
            <ReachBar reach={{ gets: 386, no: 16 }} />
            <ReachBar reach={{ gets: 38, later: 9, capped: 4, never: 3, no: 6 }} size="step" />
            <ReachBar reach={{}} />
          </div>
        </Shown>
        <Shown title={words.grid}>
          <GridExample />
        </Shown>
        <div className={styles.two}>
          <Shown title={words.account}>
            <ScoreAccount heat={HEAT} fit={FIT} score={74} notCounted={words.notCounted} />
          </Shown>
          <Texts />
        </div>
        <Rows />
        <States />
      </PageBody>
    </>
  )
}

function Shown({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.shown}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Marks() {
  const words = useWords(partsPageWords)
  const parts = useWords(partWords)
  return (
    <Shown title={words.mark}>
      <ul className={styles.marks}>
        {CONSENT_STATES.map((state) => (
          <li key={state}>
            {([32, 24, 20, 16] as const).map((size) => (
              <ConsentMark key={size} state={state} size={size} />
            ))}
            <b>{parts.state[state]}</b>
          </li>
        ))}
        {[29, 15, 3].map((days) => (
          <li key={days}>
            {([32, 24, 20, 16] as const).map((size) => (
              <ConsentMark
                key={size}
                state="ends"
                size={size}
                now={NOW}
                until={new Date(NOW.getTime() + days * 86_400_000)}
              />
            ))}
            <b>{words.daysLeft(String(days))}</b>
          </li>
        ))}
      </ul>
    </Shown>
  )
}

function Texts() {
  const words = useWords(partsPageWords)
  const [view, setView] = useState('all')
  return (
    <Shown title={words.text}>
      <div className={styles.stack}>
        <p>
          <PeopleNumber count={6120} people="/parts/people" /> · <PeopleNumber count={0} /> ·{' '}
          <NumberText value={-4.7} as="decimal" /> · <NumberText value={25} as="signed" /> ·{' '}
          <NumberText value={0.588} as="percent" />
        </p>
        <p>
          <DateText at="2026-11-03T20:40:00Z" now={NOW} /> · <DateText at="2025-05-12T08:00:00Z" now={NOW} /> ·{' '}
          <DateText at="2026-11-03T20:40:00Z" show="time" /> · <DateText at="2026-11-03T20:40:00Z" show="exact" />
        </p>
        <p>
          <Sentence text={words.sentence} />
        </p>
        <p className={styles.line}>
          <Tag>{words.version}</Tag>
          <Tag tone="outline">{words.draft}</Tag>
          <Tag tone="near" icon={<IconClock size={14} stroke={1.5} aria-hidden />}>
            {words.near}
          </Tag>
          <Tag tone="broken">{words.notDelivered}</Tag>
        </p>
        <Note mark={<ConsentMark state="refused" />}>{words.note}</Note>
        <Note tone="near" mark={<IconClock size={16} stroke={1.5} aria-hidden />}>
          {words.noteNear}
        </Note>
        <p className={styles.line}>
          <Portrait name="Kari Nesheim" size={24} /> <Portrait name="Kari Nesheim" />{' '}
          <Portrait name="Kari Nesheim" size={48} />
        </p>
        <div className={styles.line}>
          <Button variant="filled">{words.mainButton}</Button>
          <Button>{words.button}</Button>
          <Button variant="subtle" color="gray">
            {words.quietButton}
          </Button>
        </div>
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={setView}
          data={[
            { value: 'all', label: words.viewAll },
            { value: 'consent', label: words.viewConsent },
          ]}
        />
        <div className={styles.line}>
          <TextInput label={words.subject} defaultValue={words.subjectValue} />
          <TextInput label={words.from} defaultValue="nytt@vidjevik" error={words.fromFault} />
        </div>
      </div>
    </Shown>
  )
}

function Rows() {
  const words = useWords(partsPageWords)
  const [isOpen, setOpen] = useState(false)
  const why = whyExample(words)
  return (
    <div className={styles.shown}>
      <RuleList title={words.rows} aside={words.rowsAside}>
        <RuleRow
          lead={<RowMoment day={words.today} note={words.before} isNear />}
          title={words.rowTitle}
          detail={<Sentence text={words.rowDetail} />}
          action={<Button onClick={() => setOpen(true)}>{words.openWhy}</Button>}
        />
        <RuleRow title={words.rowPlain} />
      </RuleList>
      <WhyDrawer
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={words.place}
        onNext={() => setOpen(false)}
        footer={why.next}
      >
        <WhyContent why={why} now={NOW} />
      </WhyDrawer>
    </div>
  )
}

function States() {
  const words = useWords(partsPageWords)
  return (
    <Shown title={words.states}>
      <div className={styles.three}>
        <EmptyState
          title={words.empty}
          isConsentMissing
          level={3}
          actions={<Button variant="default">{words.emptyButton}</Button>}
        >
          {words.emptyDetail}
        </EmptyState>
        <div className={styles.box}>
          <Loading counting={words.counting} />
        </div>
        <ErrorNote
          title={words.failed}
          level={3}
          error={new ApiError({ status: 503, code: 'unavailable', detail: words.failedDetail, reference: '5F2A' })}
          onRetry={() => {}}
        />
      </div>
      <ErrorLine error={new ApiError({ status: 0, code: 'unreachable', detail: '' })} />
    </Shown>
  )
}
