// How much may go out: each limit as a sentence with what was used of it today, and the form that makes or changes one.
import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { del } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { relayWords } from '../../words/relays.ts'
import { OpenForm } from './OpenForm.tsx'
import styles from './RelaysPage.module.css'
import { addLimit, changeLimit, type Limit, type LimitChange, type Relay, relaysQuery } from './relays.ts'

export type LimitsPartProps = { limits: Limit[]; relays: Relay[]; mayChange: boolean }

export function LimitsPart({ limits, relays, mayChange }: LimitsPartProps) {
  const words = useWords(relayWords)
  return (
    <section className={styles.relay}>
      <h2>{words.limits}</h2>
      <p className={styles.lead}>{words.limitsLead}</p>
      {limits.length === 0 ? (
        <p className={`${styles.noLimits} muted text-13`}>{words.noLimits}</p>
      ) : (
        <ul className={styles.limits}>
          {limits.map((limit) => (
            <LimitLine key={limit.id} limit={limit} relays={relays} mayChange={mayChange} />
          ))}
        </ul>
      )}
      {mayChange && <LimitForm relays={relays} />}
    </section>
  )
}

function LimitLine({ limit, relays, mayChange }: { limit: Limit; relays: Relay[]; mayChange: boolean }) {
  const words = useWords(relayWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => del(`/sending/limits/${limit.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: relaysQuery.queryKey }),
  })
  const { domains, perSecond, perHour, perDay, warmUp, usedToday, ceiling } = limit
  const relay = relays.find(({ id }) => id === limit.relayId)
  const rates = [
    ...(perSecond === null ? [] : [words.perSecondOf(formats.number(perSecond))]),
    ...(perHour === null ? [] : [words.perHourOf(formats.number(perHour))]),
    ...(perDay === null ? [] : [words.perDayOf(formats.number(perDay))]),
  ]
  return (
    <li>
      <b>
        {domains.length === 0 ? words.toAll : words.to(domains.join(', '))}{' '}
        {relay ? words.through(nameOf(relay, words)) : words.throughAll}
      </b>
      {rates.length > 0 && <span>{words.atMost(rates.join(', '))}</span>}
      {warmUp && (
        <span>
          {words.warmUpOf(formats.number(warmUp.first), formats.number(warmUp.growth))}{' '}
          {words.warmSince(formats.longDate(new Date(warmUp.since)))}
        </span>
      )}
      <span className="muted">
        {ceiling === null
          ? words.usedToday(formats.number(usedToday))
          : words.usedOf(formats.number(usedToday), formats.number(ceiling))}
      </span>
      {mayChange && (
        <div className={styles.acts}>
          <LimitForm key={JSON.stringify(settingOf(limit))} limit={limit} relays={relays} />
          <Button variant="subtle" color="gray" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {words.removeLimit}
          </Button>
        </div>
      )}
      {remove.isError && <ErrorLine error={remove.error} />}
    </li>
  )
}

/** What the form begins with: when a colleague has changed it, it begins anew; that more was used today closes nothing. */
const settingOf = ({ relayId, domains, perSecond, perHour, perDay, warmUp }: Limit) => [
  ...[relayId, domains, perSecond],
  ...[perHour, perDay, warmUp?.first, warmUp?.growth],
]

type Words = ReturnType<typeof useWords<typeof relayWords.en>>
const nameOf = ({ kind, name }: Relay, words: Words) => (kind === 'stored' ? name : words.kinds[kind])

const ALL = 'all'
const asNumber = (value: number | string) => (value === '' ? null : Number(value))

function LimitForm({ limit, relays }: { limit?: Limit; relays: Relay[] }) {
  const words = useWords(relayWords)
  const text = (value: number | null | undefined) => (value ?? '') as number | string
  const form = useForm({
    initialValues: {
      relayId: limit?.relayId ?? ALL,
      domains: limit?.domains.join(', ') ?? '',
      perSecond: text(limit?.perSecond),
      perHour: text(limit?.perHour),
      perDay: text(limit?.perDay),
      first: text(limit?.warmUp?.first),
      growth: text(limit?.warmUp?.growth ?? 30),
    },
    validate: {
      perDay: (_, { perSecond, perHour, perDay, first }) =>
        [perSecond, perHour, perDay, first].every((value) => value === '') ? words.limitNeeded : null,
    },
  })
  const changeOf = (values: ReturnType<typeof form.getValues>): LimitChange => {
    const first = asNumber(values.first)
    return {
      relayId: values.relayId === ALL ? null : values.relayId,
      domains: values.domains.split(/[\s,]+/).filter((domain) => domain !== ''),
      ...{ perSecond: asNumber(values.perSecond), perHour: asNumber(values.perHour), perDay: asNumber(values.perDay) },
      warmUp: first === null ? null : { first, growth: asNumber(values.growth) ?? 0 },
    }
  }
  return (
    <OpenForm
      form={form}
      changeOf={changeOf}
      save={limit ? changeLimit(limit.id) : addLimit}
      begin={limit ? words.change : words.addLimit}
      send={limit ? words.save : words.addLimit}
    >
      <Select
        label={words.limitRelay}
        allowDeselect={false}
        data={[
          { value: ALL, label: words.allRelays },
          ...relays.map((relay) => ({ value: relay.id, label: nameOf(relay, words) })),
        ]}
        {...form.getInputProps('relayId')}
      />
      <TextInput
        label={words.domains}
        description={words.domainsHint}
        placeholder="gmail.com, googlemail.com"
        {...form.getInputProps('domains')}
      />
      <div className={styles.row}>
        <NumberInput label={words.perSecond} min={1} {...form.getInputProps('perSecond')} />
        <NumberInput label={words.perHour} min={20} {...form.getInputProps('perHour')} />
        <NumberInput label={words.perDay} min={1} {...form.getInputProps('perDay')} />
      </div>
      <div className={styles.row}>
        <NumberInput label={words.warmFirst} min={1} {...form.getInputProps('first')} />
        <NumberInput label={words.warmGrowth} min={1} max={300} {...form.getInputProps('growth')} />
      </div>
      <p className="small dim">{words.warmHint}</p>
    </OpenForm>
  )
}
