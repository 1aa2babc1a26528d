// What a sender is called on the phone: a name, or a number whose answers may come to us.
import { Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { AddForm } from '../../parts/AddForm.tsx'
import { gatewayWords } from '../../words/gateways.ts'
import { useWords } from '../../words/language.tsx'
import styles from '../relays/RelaysPage.module.css'
import { gatewaysQuery, type Sender, saveSender } from './gateways.ts'

const isNumber = (text: string) => /^\+?[\d ]{4,}$/.test(text.trim())

export function SenderSection({ sender, mayChange }: { sender: Sender; mayChange: boolean }) {
  const words = useWords(gatewayWords)
  return (
    <section className={styles.relay}>
      <h3>{sender.brand}</h3>
      <p className={`${styles.fault} text-13 muted`}>
        {sender.sender === null
          ? words.noSender
          : sender.takesAnswers
            ? words.fromNumber(sender.sender)
            : words.fromName(sender.sender)}
      </p>
      {mayChange && <SenderForm key={`${sender.sender} ${sender.takesAnswers}`} sender={sender} />}
    </section>
  )
}

function SenderForm({ sender }: { sender: Sender }) {
  const words = useWords(gatewayWords)
  const form = useForm({ initialValues: { sender: sender.sender ?? '', takesAnswers: sender.takesAnswers } })
  const save = saveSender(sender.brandId)
  return (
    <AddForm
      form={form}
      add={({ sender: text, takesAnswers }) =>
        save(text.trim() === '' ? null : { sender: text, takesAnswers: takesAnswers && isNumber(text) })
      }
      listKey={gatewaysQuery.queryKey}
      fieldOf={(path) => path.split('.').at(-1)}
      begin={sender.sender === null ? words.setSender : words.change}
      send={words.save}
    >
      <TextInput
        label={words.sender}
        description={words.senderHint}
        placeholder="Nordlys"
        maxLength={20}
        autoComplete="off"
        {...form.getInputProps('sender')}
      />
      <Checkbox
        label={words.takesAnswers}
        description={words.takesAnswersHint}
        disabled={!isNumber(form.values.sender)}
        {...form.getInputProps('takesAnswers', { type: 'checkbox' })}
      />
    </AddForm>
  )
}
