// One condition as a sentence with fields in it: which field, which question, which values.
import { Button, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useLanguage, useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'
import styles from './ConditionTree.module.css'
import type { Condition, EventCondition, FieldCondition, Value, Vocabulary, VocabularyField } from './segments.ts'

type Props<Kind> = { condition: Kind; vocabulary: Vocabulary; onChange: (condition: Kind) => void }

export function ConditionFields({ condition, vocabulary, onChange }: Props<Condition>) {
  const words = useWords(segmentWords)
  switch (condition.kind) {
    case 'field':
      return <FieldFields condition={condition} vocabulary={vocabulary} onChange={onChange} />
    case 'event':
      return <EventFields condition={condition} vocabulary={vocabulary} onChange={onChange} />
    case 'score':
      return (
        <div className={styles.parts}>
          <b>{words.scoreKinds[condition.of]}</b>
          <span className="muted">{words.isAtLeast}</span>
          <NumberInput
            aria-label={words.value}
            className={styles.number}
            hideControls
            value={condition.atLeast}
            onChange={(value) => onChange({ ...condition, atLeast: Number(value) || 0 })}
          />
        </div>
      )
    case 'import':
      return (
        <div className={styles.parts}>
          <span className="muted">{words.import}</span>
          <b>{vocabulary.imports.find((one) => one.id === condition.importId)?.fileName ?? '–'}</b>
        </div>
      )
    default:
      return condition satisfies never
  }
}

function FieldFields({ condition, vocabulary, onChange }: Props<FieldCondition>) {
  const words = useWords(segmentWords)
  const field = vocabulary.fields.find((one) => one.name === condition.field)
  if (!field) return <b>{condition.field}</b>
  return (
    <div className={styles.parts}>
      <b>{field.label}</b>
      <Select
        aria-label={words.operator}
        className={styles.operator}
        allowDeselect={false}
        data={field.operators.map((operator) => ({ value: operator, label: words.operators[operator] ?? operator }))}
        value={condition.operator}
        onChange={(operator) => operator && onChange({ ...condition, operator, values: [] })}
      />
      <Values field={field} condition={condition} onChange={(values) => onChange({ ...condition, values })} />
    </div>
  )
}

type ValuesProps = { field: VocabularyField; condition: FieldCondition; onChange: (values: Value[]) => void }

function Values({ field, condition, onChange }: ValuesProps) {
  const words = useWords(segmentWords)
  const { language } = useLanguage()
  const { operator, values } = condition
  const [first] = values
  if (operator === 'is_known' || operator === 'is_unknown') return null
  if (field.type === 'boolean')
    return (
      <Select
        aria-label={words.value}
        className={styles.operator}
        data={[
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
        value={first === undefined ? null : String(first)}
        onChange={(value) => onChange(value === null ? [] : [value === 'true'])}
      />
    )
  if (field.type === 'number' || operator === 'within_days')
    return (
      <NumberInput
        aria-label={words.value}
        className={styles.number}
        hideControls
        min={operator === 'within_days' ? 1 : undefined}
        allowDecimal={operator !== 'within_days'}
        value={typeof first === 'number' ? first : ''}
        onChange={(value) => onChange(value === '' ? [] : [Number(value)])}
      />
    )
  if (field.type === 'date')
    return (
      <TextInput
        type="date"
        aria-label={words.value}
        value={String(first ?? '')}
        onChange={(event) => onChange(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
      />
    )
  const many = operator === 'is' || operator === 'is_not'
  const named = nameOf(field.type, language)
  if (many)
    return (
      <TagsInput
        aria-label={words.value}
        className={styles.values}
        placeholder={values.length === 0 ? words.addValue : ''}
        data={field.choices.map(named.show)}
        value={values.map((value) => named.show(String(value)))}
        onChange={(chosen) => onChange(chosen.map((text) => named.read(text, field.choices)))}
      />
    )
  return (
    <TextInput
      aria-label={words.value}
      className={styles.values}
      value={String(first ?? '')}
      onChange={(event) => onChange(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
    />
  )
}

/** Countries and languages are kept as codes and read as names. */
function nameOf(type: string, language: string) {
  if (type !== 'country' && type !== 'language') return { show: (value: string) => value, read: (text: string) => text }
  const names = new Intl.DisplayNames(language, { type: type === 'country' ? 'region' : 'language', fallback: 'none' })
  const show = (code: string) => {
    try {
      return names.of(code) ?? code
    } catch {
      return code
    }
  }
  return {
    show,
    read: (text: string, choices: string[]) =>
      [...choices, ...NORDIC].find((code) => show(code) === text) ?? (type === 'country' ? text.toUpperCase() : text),
  }
}
/** Known by name even before anybody from there is. */
const NORDIC = ['NO', 'SE', 'DK', 'FI', 'IS', 'nb', 'nn', 'sv', 'da', 'fi', 'en']

function EventFields({ condition, vocabulary, onChange }: Props<EventCondition>) {
  const words = useWords(segmentWords)
  const [where] = condition.where
  const label = vocabulary.events.find((one) => one.type === condition.event)?.label ?? condition.event
  return (
    <div className={styles.parts}>
      <Select
        aria-label={words.operator}
        className={styles.short}
        allowDeselect={false}
        data={[
          { value: 'yes', label: words.did },
          { value: 'no', label: words.didNot },
        ]}
        value={condition.has ? 'yes' : 'no'}
        onChange={(value) => onChange({ ...condition, has: value === 'yes' })}
      />
      <b>{label}</b>
      {!where && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => onChange({ ...condition, where: [{ property: 'path', operator: 'is', value: '/' }] })}
        >
          {words.detail}
        </Button>
      )}
      {where && (
        <>
          <span className="muted">{words.property}</span>
          <TextInput
            aria-label={words.propertyName}
            className={styles.short}
            value={where.property}
            onChange={(event) => onChange({ ...condition, where: withProperty(where, event.currentTarget.value) })}
          />
          <span className="muted">{words.propertyIs}</span>
          <TextInput
            aria-label={words.value}
            className={styles.operator}
            value={where.value}
            onChange={(event) => onChange({ ...condition, where: [{ ...where, value: event.currentTarget.value }] })}
          />
        </>
      )}
      {condition.has && (
        <>
          <span className="muted">{words.atLeast}</span>
          <NumberInput
            aria-label={words.times}
            className={styles.number}
            hideControls
            min={1}
            max={1000}
            allowDecimal={false}
            value={condition.times}
            onChange={(value) => onChange({ ...condition, times: Math.max(1, Number(value) || 1) })}
          />
          <span className="muted">{words.times}</span>
        </>
      )}
      <span className="muted">{words.inTheLast}</span>
      <NumberInput
        aria-label={words.daysHint}
        className={styles.number}
        hideControls
        min={1}
        max={3650}
        allowDecimal={false}
        placeholder={words.ever}
        value={condition.days ?? ''}
        onChange={(value) => onChange({ ...condition, days: value === '' ? null : Number(value) })}
      />
      <span className="muted">{words.days}</span>
    </div>
  )
}

/** Emptied, it is asked no more. */
const withProperty = (where: EventCondition['where'][number], property: string): EventCondition['where'] =>
  property.trim() === '' ? [] : [{ ...where, property: property.trim() }]
