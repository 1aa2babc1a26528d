// What is wrong or soon will be: what it means, whom it concerns, and one way to mend it. Red only for what is broken.
import { Button } from '@mantine/core'
import { IconAlertOctagon, IconClockExclamation, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { AppLink } from '../../parts/AppLink.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { RuleList } from '../../parts/RuleList.tsx'
import { Sentence } from '../../parts/Sentence.tsx'
import { useWords } from '../../words/language.tsx'
import { privacyWords } from '../../words/privacy.ts'
import styles from './PrivacyPage.module.css'
import { type Deviation, deviationsQuery, privacyQuery } from './privacy.ts'

const SIGNS = { broken: IconAlertOctagon, near: IconClockExclamation, plain: IconInfoCircle }

export function Deviations({ deviations }: { deviations: Deviation[] }) {
  const words = useWords(privacyWords)
  return (
    <RuleList title={words.deviations}>
      {deviations.length === 0 && <li className={styles.nothing}>{words.none}</li>}
      {deviations.map((deviation) => (
        <Row key={`${deviation.kind} ${deviation.part}`} deviation={deviation} />
      ))}
    </RuleList>
  )
}

function Row({ deviation: { tone, title, detail, mend } }: { deviation: Deviation }) {
  const words = useWords(privacyWords)
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (path: string) => post(path),
    onSuccess: () =>
      Promise.all([privacyQuery, deviationsQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
  })
  const Sign = SIGNS[tone]
  return (
    <li className={styles.deviation} data-tone={tone}>
      <Sign size={20} stroke={1.5} role="img" aria-label={words.tone[tone]} />
      <div>
        <h3>
          <Sentence text={title} />
        </h3>
        <p>
          <Sentence text={detail} />
        </p>
        {act.isError && <ErrorLine error={act.error} />}
      </div>
      {'to' in mend ? (
        <Button component={AppLink} href={mend.to} size="xs">
          {mend.label}
        </Button>
      ) : (
        <Button size="xs" disabled={act.isPending} onClick={() => act.mutate(mend.post)}>
          {mend.label}
        </Button>
      )}
    </li>
  )
}
