// The rule of a campaign that goes out again and again: how often, on which days, at which hour, until when.
import { Checkbox, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useLanguage, useWords } from '../../words/language.tsx'
import { scheduleWords } from '../../words/schedule.ts'
import { asClock, weekdayNames } from './repeat-words.ts'
import type { Recurrence } from './schedule.ts'

type Props = { rule: Recurrence; onChange: (rule: Recurrence) => void }

export function RepeatFields({ rule, onChange }: Props) {
  const words = useWords(scheduleWords)
  const { language } = useLanguage()
  const { minutes, timeZone, until } = rule
  const clock = { minutes, timeZone, until }
  const choose = (every: string | null) =>
    onChange(
      every === 'day'
        ? { every, ...clock }
        : every === 'month'
          ? { every, day: 1, ...clock }
          : { every: 'week', weekdays: [2], ...clock },
    )
  return (
    <>
      <Select
        label={words.every}
        allowDeselect={false}
        data={(['day', 'week', 'month'] as const).map((value) => ({ value, label: words.everyChoices[value] }))}
        value={rule.every}
        onChange={choose}
      />
      {rule.every === 'week' && (
        <Checkbox.Group
          label={words.weekdays}
          value={rule.weekdays.map(String)}
          onChange={(days) => days.length > 0 && onChange({ ...rule, weekdays: days.map(Number).sort() })}
        >
          <Group gap={12} mt={6}>
            {weekdayNames(language, 'short').map((name, index) => (
              <Checkbox key={name} value={String(index + 1)} label={name} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {rule.every === 'month' && (
        <NumberInput
          label={words.dayOfMonth}
          description={words.dayHint}
          min={1}
          max={31}
          value={rule.day}
          onChange={(day) => onChange({ ...rule, day: Math.min(31, Math.max(1, Number(day) || 1)) })}
        />
      )}
      <TextInput
        type="time"
        label={words.time}
        value={asClock(minutes)}
        onChange={(event) => {
          const [hour, minute] = event.currentTarget.value.split(':').map(Number)
          if (hour !== undefined && minute !== undefined) onChange({ ...rule, minutes: hour * 60 + minute })
        }}
      />
      <TextInput
        type="date"
        label={words.until}
        value={until ?? ''}
        onChange={(event) => onChange({ ...rule, until: event.currentTarget.value || null })}
      />
    </>
  )
}
