// One scoring rule: when it counts, what it gives, and what it would do to people before it does it.
import { ActionIcon, Autocomplete, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { post, put } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { scoringWords } from '../../words/scoring.ts'
import styles from './ScoringPage.module.css'
import {
  type Condition,
  EVENT_FIELDS,
  EVENT_TYPES,
  FIT_FIELDS,
  OPERATORS,
  type Operator,
  type Preview,
  previewRule,
  type Rule,
  type RuleInput,
  rulesQuery,
} from './scoring.ts'

export function NewRulePage() {
  const words = useWords(scoringWords)
  const { kind } = useParams({ strict: false })
  const isFit = kind === 'fit'
  return (
    <Frame title={isFit ? words.newFit : words.newBehaviour}>
      <RuleForm kind={isFit ? 'fit' : 'behaviour'} />
    </Frame>
  )
}

export function RulePage() {
  const words = useWords(scoringWords)
  const { id } = useParams({ strict: false })
  const rules = useQuery(rulesQuery)
  return (
    <Answer query={rules} what={words.loading} level={1}>
      {({ items }) => {
        const rule = items.find((one) => one.id === id)
        return (
          <Frame title={rule?.name ?? words.notFound}>
            {rule ? (
              <RuleForm kind={rule.kind} rule={rule} />
            ) : (
              <EmptyState title={words.notFound}>{words.notFoundDetail}</EmptyState>
            )}
          </Frame>
        )
      }}
    </Answer>
  )
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
  const words = useWords(scoringWords)
  return (
    <>
      <PageTop
        title={title}
        crumbs={[
          { label: words.ranking, href: '/ranking' },
          { label: words.title, href: '/scoring' },
        ]}
      />
      <PageBody>
        <PageTitle>{title}</PageTitle>
        {children}
      </PageBody>
    </>
  )
}

type Values = {
  name: string
  eventType: string
  points: number | string
  dailyCap: number | string
  conditions: { field: string; operator: Operator; value: string }[]
}

/** What the form says, as the server takes it. Text that is a number is compared as one by the server as well. */
function asRule(kind: Rule['kind'], values: Values): RuleInput {
  const conditions = values.conditions.map(
    ({ field, operator, value }): Condition =>
      operator === 'is_set' ? { field, operator } : { field, operator, value },
  )
  const rule = { name: values.name, points: Number(values.points), conditions }
  return kind === 'fit'
    ? { kind, ...rule }
    : { kind, ...rule, eventType: values.eventType, dailyCap: values.dailyCap === '' ? null : Number(values.dailyCap) }
}

function RuleForm({ kind, rule }: { kind: Rule['kind']; rule?: Rule }) {
  const words = useWords(scoringWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm<Values>({
    initialValues: {
      name: rule?.name ?? '',
      eventType: rule?.eventType ?? (kind === 'fit' ? '' : 'page.viewed'),
      points: rule?.points ?? 5,
      dailyCap: rule?.dailyCap ?? '',
      conditions: (rule?.conditions ?? (kind === 'fit' ? [{ field: 'job_title', operator: 'contains' }] : [])).map(
        ({ field, operator, value }) => ({ field, operator: operator as Operator, value: String(value ?? '') }),
      ),
    },
  })
  const preview = useMutation({ mutationFn: () => previewRule(asRule(kind, form.values), rule?.id) })
  const save = useMutation({
    mutationFn: () => {
      const input = asRule(kind, form.values)
      return rule ? put(`/scoring/rules/${rule.id}`, input) : post('/scoring/rules', input)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['scoring'] })
      await navigate({ to: '/scoring' })
    },
  })
  return (
    <div className={styles.columns}>
      <form className={styles.form} onSubmit={form.onSubmit(() => save.mutate())} noValidate>
        <TextInput label={words.name} description={words.nameHint} required {...form.getInputProps('name')} />
        {kind === 'behaviour' && (
          <Autocomplete
            label={words.eventType}
            description={words.eventHint}
            data={EVENT_TYPES}
            {...form.getInputProps('eventType')}
          />
        )}
        <Conditions kind={kind} form={form} />
        <div className={styles.pair}>
          <NumberInput
            label={words.points}
            description={words.pointsHint}
            allowDecimal={false}
            {...form.getInputProps('points')}
          />
          {kind === 'behaviour' && (
            <NumberInput
              label={words.dailyCap}
              description={words.dailyCapHint}
              min={1}
              allowDecimal={false}
              {...form.getInputProps('dailyCap')}
            />
          )}
        </div>
        {save.isError && <FaultLines error={save.error} />}
        <div className={styles.actions}>
          <Button type="submit" variant="filled" disabled={save.isPending}>
            {words.save}
          </Button>
          <Button onClick={() => preview.mutate()} disabled={preview.isPending}>
            {words.preview}
          </Button>
        </div>
      </form>
      <div role="status">
        {preview.isError && <FaultLines error={preview.error} />}
        {preview.data && <Effect preview={preview.data} />}
      </div>
    </div>
  )
}

function Conditions({ kind, form }: { kind: Rule['kind']; form: ReturnType<typeof useForm<Values>> }) {
  const words = useWords(scoringWords)
  return (
    <fieldset>
      <legend className={styles.legend}>{kind === 'fit' ? words.conditionsFit : words.conditions}</legend>
      {form.values.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own
        <div className={styles.condition} key={index}>
          <Autocomplete
            aria-label={words.field}
            data={kind === 'fit' ? FIT_FIELDS : EVENT_FIELDS}
            {...form.getInputProps(`conditions.${index}.field`)}
          />
          <Select
            aria-label={words.comparison}
            allowDeselect={false}
            data={OPERATORS.map((operator) => ({ value: operator, label: words.operator[operator] }))}
            {...form.getInputProps(`conditions.${index}.operator`)}
          />
          {condition.operator === 'is_set' ? (
            <span />
          ) : (
            <TextInput aria-label={words.value} {...form.getInputProps(`conditions.${index}.value`)} />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={words.removeCondition}
            onClick={() => form.removeListItem('conditions', index)}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() => form.insertListItem('conditions', { field: '', operator: 'is', value: '' })}
      >
        {words.addCondition}
      </Button>
    </fieldset>
  )
}

function Effect({ preview }: { preview: Preview }) {
  const words = useWords(scoringWords)
  const formats = useFormats()
  const number = formats.number
  return (
    <section className={styles.effect} aria-label={words.previewing}>
      <h2>{words.effect(number(preview.people), number(preview.lookedAt))}</h2>
      {!preview.isEverybody && <p className="small dim">{words.sample}</p>}
      <ul>
        {preview.thresholds.map(({ value, before, after }) => (
          <li key={value}>{words.effectTotal(number(value), number(before), number(after))}</li>
        ))}
        {preview.examples.map((example) => (
          <li key={example.contactId}>
            <AppLink href={`/contacts/${example.contactId}`}>{example.name ?? words.nameless}</AppLink>
            <span className="dim">{words.fromTo(number(example.before), number(example.after))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
