// What an experiment has brought so far: each way with its counts, its difference from the first with the interval that holds
// however often one looks, and what was or will be done about the rest.
import { Button, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorLine } from '../../../parts/ErrorNote.tsx'
import { PeopleNumber } from '../../../parts/PeopleNumber.tsx'
import { scrolls } from '../../../parts/scrolls.ts'
import { useMe } from '../../../session.ts'
import { experimentWords, headingOf } from '../../../words/experiment.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import type { Campaign } from '../campaigns.ts'
import styles from './Experiment.module.css'
import { chooseVariant, type Experiment, type Interval, saysAnything, type Variant } from './experiment.ts'
import { IntervalChart } from './IntervalChart.tsx'
import { usePoints } from './use-points.ts'

type Props = { campaign: Campaign; experiment: Experiment }

export function ExperimentResults({ campaign, experiment }: Props) {
  const words = useWords(experimentWords)
  const formats = useFormats()
  const { variants, waiting, deadlineAt, state } = experiment
  const isTried = variants.length > 1
  const isFew = state === 'testing' && variants.some((one) => one.people < experiment.fewest)
  return (
    <div className={styles.results}>
      <h1>{state === 'planned' ? words.heading.planned : headingOf(words, experiment)}</h1>
      <p className={styles.lead}>
        {experiment.decidedBy === 'evidence' && `${sentence(words.byEvidence)} `}
        {waiting > 0 && deadlineAt
          ? words.waiting(formats.number(waiting), formats.exact(new Date(deadlineAt)))
          : state === 'decided' && isTried && words.sentRest}
        {isTried && isFew && ` ${words.tooFew(formats.number(experiment.fewest))}`}
      </p>
      {isTried && (
        <>
          <div className={styles.wide} {...scrolls(words.what)}>
            <table>
              <caption className="visually-hidden">{words.what}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.column}</th>
                  <th scope="col" className="numeric">
                    {words.rate}
                  </th>
                  <th scope="col">{words.counts}</th>
                  <th scope="col">{words.difference}</th>
                </tr>
              </thead>
              <tbody>
                {variants.map((variant) => (
                  <VariantRow key={variant.position} variant={variant} experiment={experiment} campaign={campaign} />
                ))}
              </tbody>
            </table>
          </div>
          <IntervalChart variants={variants} />
          <p className={`text-13 muted ${styles.certainty}`}>{words.certainty}</p>
        </>
      )}
      {state === 'testing' && waiting > 0 && <Choice campaign={campaign} experiment={experiment} />}
      {experiment.holdOutShare > 0 && <Effect campaign={campaign} experiment={experiment} />}
    </div>
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function VariantRow({ variant, experiment, campaign }: { variant: Variant } & Props) {
  const words = useWords(experimentWords)
  const formats = useFormats()
  const { letter, position, people, successes, difference } = variant
  return (
    <tr>
      <td>
        <b>{letter}</b> <span className="muted">{nameOf(variant)}</span>
      </td>
      <td className="numeric">{people > 0 ? formats.percent(successes / people) : '–'}</td>
      <td>
        {words.ofPeople(formats.number(successes), formats.number(people))} {words.measures[experiment.metric]}
      </td>
      <td>
        {position === 0 ? <span className="muted">{words.base}</span> : <DifferenceText difference={difference} />}
      </td>
    </tr>
  )

  function nameOf({ subject, senderName, delayMinutes, mjml }: Variant) {
    if (position === 0) return experiment.kind === 'subject' ? campaign.subject : words.kinds[experiment.kind]
    if (subject !== null) return subject
    if (senderName !== null) return senderName
    return mjml === null
      ? words.later(formats.decimal(delayMinutes / 60, delayMinutes % 60 === 0 ? 0 : 1))
      : words.content
  }
}

function DifferenceText({ difference }: { difference: Interval | null }) {
  const words = useWords(experimentWords)
  const points = usePoints()
  if (!difference || !saysAnything(difference)) return <span className="muted">{words.nothingYet}</span>
  const { estimate, from, to } = difference
  return (
    <>
      {points(estimate)}, {words.between(points(from), points(to))};{' '}
      <b>{from > 0 ? words.isBetter : to < 0 ? words.isWorse : words.undecided}</b>
    </>
  )
}

function Choice({ campaign, experiment }: Props) {
  const words = useWords(experimentWords)
  const formats = useFormats()
  const me = useMe()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Variant>()
  const choose = useMutation({
    mutationFn: (position: number) => chooseVariant(campaign.id, position),
    onSuccess: async () => {
      setAsked(undefined)
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.id] })
    },
  })
  if (me.role === 'privacy_officer') return null
  return (
    <p className={styles.choices}>
      {experiment.variants.map((variant) => (
        <Button key={variant.position} onClick={() => setAsked(variant)}>
          {words.choose(variant.letter)}
        </Button>
      ))}
      {asked && (
        <Modal
          opened
          onClose={() => setAsked(undefined)}
          title={words.chooseTitle(asked.letter)}
          closeButtonProps={{ 'aria-label': words.cancel }}
        >
          <p>{words.chooseDetail(formats.number(experiment.waiting))}</p>
          {choose.isError && <ErrorLine error={choose.error} />}
          <div className={styles.dialogActions}>
            <Button onClick={() => setAsked(undefined)}>{words.cancel}</Button>
            <Button variant="filled" disabled={choose.isPending} onClick={() => choose.mutate(asked.position)}>
              {words.choose(asked.letter)}
            </Button>
          </div>
        </Modal>
      )}
    </p>
  )
}

/** What came of those who got it beside those who were held out. Nobody is named: some of them allow no tracking. */
function Effect({ campaign, experiment: { got, heldOut, effect } }: Props) {
  const words = useWords(experimentWords)
  const formats = useFormats()
  const points = usePoints()
  const share = (arm: { people: number; successes: number }) =>
    `${words.ofPeople(formats.number(arm.successes), formats.number(arm.people))} (${formats.percent(arm.people > 0 ? arm.successes / arm.people : 0)})`
  return (
    <section className={styles.effect}>
      <h2>{words.effect}</h2>
      {got && heldOut ? (
        <>
          <p>{words.effectText(share(got), share(heldOut))}</p>
          {effect && !saysAnything(effect) && <p className="muted">{words.nothingYet}</p>}
          {effect && saysAnything(effect) && (
            <p>
              {words.effectIs(points(effect.estimate), words.between(points(effect.from), points(effect.to)))}{' '}
              <span className="muted">
                {effect.from > 0 || effect.to < 0 ? words.effectKnown : words.effectUnknown}
              </span>
            </p>
          )}
          <p className="text-13 muted">
            {words.heldOutPeople}:{' '}
            <PeopleNumber
              count={heldOut.people}
              people={`/campaigns/${campaign.id}/results/people?statuses=cancelled&reasons=held_out`}
            />
          </p>
        </>
      ) : (
        <p className="text-13 muted">{words.noGoal}</p>
      )}
    </section>
  )
}
