// Scoring rules: how fast heat cools, what gives points, and what each rule says in words.
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, put } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { RuleList, RuleRow } from '../../parts/RuleList.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { scoringWords } from '../../words/scoring.ts'
import styles from './ScoringPage.module.css'
import { type Model, modelQuery, type Rule, rulesQuery } from './scoring.ts'

export function ScoringPage() {
  const words = useWords(scoringWords)
  const me = useMe()
  const rules = useQuery(rulesQuery)
  const model = useQuery(modelQuery)
  const mayChange = me.role === 'marketer' || me.role === 'admin'
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: words.ranking, href: '/ranking' }]} />
      <PageBody>
        <Answer query={model} what={words.what} level={1}>
          {(data) => <Heading model={data} />}
        </Answer>
        <div className={styles.columns}>
          <Answer query={rules} what={words.what}>
            {({ items }) => (
              <div>
                <Rules kind="behaviour" rules={items} mayChange={mayChange} />
                <Rules kind="fit" rules={items} mayChange={mayChange} />
              </div>
            )}
          </Answer>
          {mayChange && model.data && <HalfLife key={model.data.halfLifeDays} model={model.data} />}
        </div>
      </PageBody>
    </>
  )
}

function Heading({ model }: { model: Model }) {
  const words = useWords(scoringWords)
  const formats = useFormats()
  const totals = model.watched.map((value) => formats.number(value)).join(', ')
  return (
    <>
      <PageTitle below={totals === '' ? words.nobodyWatches : words.watched(totals)}>
        {words.heading(formats.number(model.halfLifeDays))}
      </PageTitle>
      {model.isRecounting && <Note role="status">{words.recounting}</Note>}
    </>
  )
}

function Rules({ kind, rules, mayChange }: { kind: Rule['kind']; rules: Rule[]; mayChange: boolean }) {
  const words = useWords(scoringWords)
  const [retiring, setRetiring] = useState<Rule | null>(null)
  const own = rules.filter((rule) => rule.kind === kind)
  return (
    <section>
      <RuleList title={words[kind]} aside={kind === 'fit' ? words.fitAside : words.behaviourAside}>
        {own.length === 0 && (
          <li>
            <p className="muted text-13">{words.none}</p>
          </li>
        )}
        {own.map((rule) => (
          <RuleRow
            key={rule.id}
            lead={<Points points={rule.points} />}
            title={rule.name}
            detail={<RuleInWords rule={rule} />}
            action={
              mayChange && (
                <div className={styles.actions}>
                  <Button size="compact-sm" component={AppLink} href={`/scoring/${rule.id}`}>
                    {words.change}
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setRetiring(rule)}>
                    {words.retire}
                  </Button>
                </div>
              )
            }
          />
        ))}
      </RuleList>
      {mayChange && (
        <p className={styles.actions}>
          <Button component={AppLink} href={`/scoring/new/${kind}`} mt={14}>
            {kind === 'fit' ? words.newFit : words.newBehaviour}
          </Button>
        </p>
      )}
      {retiring && <Retire rule={retiring} onClose={() => setRetiring(null)} />}
    </section>
  )
}

function Points({ points }: { points: number }) {
  const formats = useFormats()
  return <b className={styles.points}>{formats.signed(points)}</b>
}

function RuleInWords({ rule }: { rule: Rule }) {
  const words = useWords(scoringWords)
  const formats = useFormats()
  const parts = rule.conditions.map(({ field, operator, value }) =>
    [field, words.operator[operator], value === undefined ? '' : String(value)].join(' ').trim(),
  )
  const where = parts.length === 0 ? words.always : parts.join(words.and)
  const cap = rule.dailyCap === null ? '' : `, ${words.cap(formats.number(rule.dailyCap))}`
  return `${rule.eventType ? `${rule.eventType}, ` : ''}${where}${cap}`
}

function Retire({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(scoringWords)
  const queries = useQueryClient()
  const retire = async () => {
    await del(`/scoring/rules/${rule.id}`)
    await queries.invalidateQueries({ queryKey: ['scoring'] })
  }
  return (
    <Confirm title={words.retireTitle(rule.name)} button={words.retireButton} act={retire} onClose={onClose}>
      {words.retireDetail}
    </Confirm>
  )
}

function HalfLife({ model }: { model: Model }) {
  const words = useWords(scoringWords)
  const queries = useQueryClient()
  const [days, setDays] = useState<string | number>(model.halfLifeDays)
  const set = useMutation({
    mutationFn: () => put('/scoring/model', { halfLifeDays: Number(days) }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <form
      className={styles.side}
      onSubmit={(event) => {
        event.preventDefault()
        set.mutate()
      }}
    >
      <NumberInput
        label={words.halfLife}
        description={words.halfLifeHint}
        min={7}
        max={730}
        value={days}
        onChange={setDays}
      />
      {set.isError && <ErrorLine error={set.error} />}
      <Button type="submit" disabled={set.isPending || Number(days) === model.halfLifeDays}>
        {words.setHalfLife}
      </Button>
    </form>
  )
}
