// For whom a block is: one field of the person, and what it is compared with.
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import styles from '../Editor.module.css'
import { useEditor } from '../editor-context.ts'
import {
  addOtherwise,
  type Condition,
  needsValue,
  OPERATORS,
  type Operator,
  readCondition,
  removeOtherwise,
  setCondition,
  unwrapCondition,
} from '../mjml/conditions.ts'
import type { Block } from '../mjml/read-mail.ts'
import { newBlock, wrapPart } from '../new-blocks.ts'
import { startersFor } from '../starter-words.ts'

const AS_NUMBER: Operator[] = ['over', 'under']
const AS_TEXT: Operator[] = ['is', 'is_not', 'contains']

export function ConditionFields({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit, variables, surroundings } = useEditor()
  const [first, second] = block.children
  const condition = readCondition(first?.condition ?? '')
  if (!condition) return <p className="small dim">{words.conditionByHand}</p>
  // A yes or no is no text, and a condition compares texts and numbers.
  const ofPerson = variables.filter(({ name, type }) => name.startsWith('contact.') && type !== 'boolean')
  const variable = ofPerson.find(({ name }) => name === condition.field)
  const isNumber = variable?.type === 'number'
  const operators = OPERATORS.filter((one) => (isNumber ? !AS_TEXT.includes(one) : !AS_NUMBER.includes(one)))
  const set = (part: Partial<Condition>) =>
    state.change(block.path, `condition ${Object.keys(part).join()}`, (known, one) => {
      const before = readCondition(one.children[0]?.condition ?? '') ?? condition
      // What another field is compared with says nothing of this one.
      const asked = part.field === undefined ? {} : ({ operator: 'known', value: '' } as const)
      const next = { ...before, ...asked, ...part }
      // A value that was never needed begins as one that can be read back.
      const value =
        needsValue(next.operator) && next.value === ''
          ? (variable?.choices[0] ?? firstValue(next.operator))
          : next.value
      return setCondition(known, one, { ...next, value })
    })
  const otherwise = () => {
    const part = newBlock(mail, 'text', surroundings).part ?? ''
    const said = part.replace(startersFor(mail.source).text, startersFor(mail.source).others)
    state.apply(addOtherwise(mail, block, first?.takes === 'row' ? wrapPart(mail)(said) : said))
  }
  return (
    <>
      <p className="small dim">{words.onlyFor}</p>
      <NativeSelect
        label={words.conditionField}
        disabled={!mayEdit}
        value={condition.field}
        data={ofPerson.map(({ name, label }) => ({ value: name, label }))}
        onChange={(event) => set({ field: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.conditionOperator}
        disabled={!mayEdit}
        value={condition.operator}
        data={operators.map((value) => ({ value, label: words.operators[value] }))}
        onChange={(event) => set({ operator: OPERATORS.find((one) => one === event.currentTarget.value) ?? 'is' })}
      />
      {needsValue(condition.operator) &&
        (variable && variable.choices.length > 0 ? (
          <NativeSelect
            label={words.conditionValue}
            disabled={!mayEdit}
            value={condition.value}
            data={variable.choices}
            onChange={(event) => set({ value: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            label={words.conditionValue}
            readOnly={!mayEdit}
            value={condition.value === '…' ? '' : condition.value}
            onChange={(event) => set({ value: event.currentTarget.value })}
          />
        ))}
      {mayEdit && (
        <div className={styles.stacked}>
          {second ? (
            <Button size="compact-sm" onClick={() => state.apply(removeOtherwise(mail, block))}>
              {words.removeOtherwise}
            </Button>
          ) : (
            <Button size="compact-sm" onClick={otherwise}>
              {words.addOtherwise}
            </Button>
          )}
          <Button size="compact-sm" onClick={() => state.apply(unwrapCondition(mail, block))}>
            {words.forEverybody}
          </Button>
        </div>
      )}
    </>
  )
}

/** Nothing would be read as "not known", so a value that is still to be written stands as three dots. */
const firstValue = (operator: Operator) => (operator === 'over' || operator === 'under' ? '0' : '…')
