// How one sender sends: at most how often to one person, at which hours, and whether somebody else approves.
import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { sendingWords } from '../../words/sending.ts'
import styles from './SendingPage.module.css'
import { type RulesAnswer, rulesQuery, type SendingRules, saveRules } from './sending.ts'

type Sender = { id: string; name: string }

export function RulesPart({ sender }: { sender: Sender }) {
  const words = useWords(sendingWords)
  const rules = useQuery(rulesQuery(sender.id))
  return (
    <section className={styles.part}>
      <h2>{words.rules(sender.name)}</h2>
      <p className={styles.lead}>{words.rulesLead}</p>
      <Answer query={rules} what={words.rules(sender.name)}>
        {(answer) => <RulesForm sender={sender} answer={answer} />}
      </Answer>
    </section>
  )
}

const asNumber = (value: number | string) => (value === '' ? null : Number(value))
const asClock = (minutes: number | null) =>
  minutes === null
    ? ''
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
function asMinutes(clock: string): number | null {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes
}

function RulesForm({ sender, answer }: { sender: Sender; answer: RulesAnswer }) {
  const words = useWords(sendingWords)
  const formats = useFormats()
  const me = useMe()
  const queries = useQueryClient()
  const { rules, changedBy, changedAt } = answer
  const form = useForm({
    initialValues: {
      ...rules,
      dayCap: rules.dayCap ?? ('' as number | string),
      weekCap: rules.weekCap ?? ('' as number | string),
      monthCap: rules.monthCap ?? ('' as number | string),
      rampMinutes: rules.rampMinutes as number | string,
      quietFrom: asClock(rules.quietFrom),
      quietUntil: asClock(rules.quietUntil),
    },
  })
  const save = useMutation({
    mutationFn: (values: ReturnType<typeof form.getValues>) => {
      const said: SendingRules = {
        ...values,
        ...{ dayCap: asNumber(values.dayCap), weekCap: asNumber(values.weekCap), monthCap: asNumber(values.monthCap) },
        ...{ quietFrom: asMinutes(values.quietFrom), quietUntil: asMinutes(values.quietUntil) },
        rampMinutes: asNumber(values.rampMinutes) ?? 0,
      }
      return saveRules(sender.id, said)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: rulesQuery(sender.id).queryKey }),
  })
  const isReadOnly = me.role !== 'admin' && me.role !== 'privacy_officer'
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <fieldset disabled={isReadOnly}>
        <legend>{words.caps}</legend>
        <p className="small dim">{words.capsHint}</p>
        <div className={styles.row}>
          <NumberInput label={words.dayCap} min={1} max={1000} {...form.getInputProps('dayCap')} />
          <NumberInput label={words.weekCap} min={1} max={1000} {...form.getInputProps('weekCap')} />
          <NumberInput label={words.monthCap} min={1} max={1000} {...form.getInputProps('monthCap')} />
        </div>
      </fieldset>
      <fieldset disabled={isReadOnly}>
        <legend>{words.quiet}</legend>
        <div className={styles.row}>
          <TextInput type="time" label={words.quietFrom} {...form.getInputProps('quietFrom')} />
          <TextInput type="time" label={words.quietUntil} {...form.getInputProps('quietUntil')} />
          <NumberInput label={words.ramp} min={0} max={720} {...form.getInputProps('rampMinutes')} />
        </div>
        <p className="small dim">{words.rampHint}</p>
        <Checkbox label={words.quietWeekends} {...form.getInputProps('quietWeekends', { type: 'checkbox' })} />
        <Checkbox
          label={words.quietHolidays}
          description={words.holidaysOf}
          {...form.getInputProps('quietHolidays', { type: 'checkbox' })}
        />
        <TextInput label={words.timeZone} {...form.getInputProps('timeZone')} />
      </fieldset>
      <Checkbox
        label={words.needsApproval}
        disabled={isReadOnly}
        {...form.getInputProps('needsApproval', { type: 'checkbox' })}
      />
      {save.isError && <FaultLines error={save.error} />}
      {save.isSuccess && <Note role="status">{words.rulesSaved}</Note>}
      {changedBy !== null && changedAt !== null && (
        <p className="small dim">{words.rulesBy(changedBy, formats.exact(new Date(changedAt)))}</p>
      )}
      {isReadOnly ? (
        <p className="small dim">{words.officerOnly}</p>
      ) : (
        <div>
          <Button type="submit" disabled={save.isPending}>
            {words.save}
          </Button>
        </div>
      )}
    </form>
  )
}
