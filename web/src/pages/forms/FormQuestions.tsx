// What a form asks, question by question: the words, what the answer is kept as, and whether it must be given.
import { ActionIcon, Autocomplete, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconX } from '@tabler/icons-react'
import { formWords } from '../../words/forms.ts'
import { useWords } from '../../words/language.tsx'
import styles from './FormsPage.module.css'
import { type FormInput, QUESTION_KEYS, QUESTION_TYPES } from './forms.ts'

export function FormQuestions({ form }: { form: UseFormReturnType<FormInput> }) {
  const words = useWords(formWords)
  return (
    <fieldset>
      <legend className={styles.legend}>{words.questions}</legend>
      {form.values.questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the key of a question changes while it is written
        <div className={styles.question} key={index}>
          <TextInput label={words.label} {...form.getInputProps(`questions.${index}.label`)} />
          <Autocomplete
            label={words.questionKey}
            data={QUESTION_KEYS}
            {...form.getInputProps(`questions.${index}.key`)}
          />
          <Select
            label={words.type}
            allowDeselect={false}
            data={QUESTION_TYPES.map((type) => ({ value: type, label: words.types[type] }))}
            {...form.getInputProps(`questions.${index}.type`)}
          />
          <Checkbox
            label={words.required}
            {...form.getInputProps(`questions.${index}.required`, { type: 'checkbox' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={words.removeQuestion}
            onClick={() => form.removeListItem('questions', index)}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
          {question.type === 'choice' && (
            <Textarea
              className={styles.choices}
              label={words.choices}
              autosize
              minRows={2}
              value={question.choices.join('\n')}
              onChange={(event) =>
                form.setFieldValue(`questions.${index}.choices`, event.currentTarget.value.split('\n'))
              }
            />
          )}
        </div>
      ))}
      <Button
        mt={12}
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() =>
          form.insertListItem('questions', { key: '', label: '', type: 'text', required: false, choices: [] })
        }
      >
        {words.addQuestion}
      </Button>
      {form.errors.questions && <p className="broken text-13">{form.errors.questions}</p>}
    </fieldset>
  )
}
