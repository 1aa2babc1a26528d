// The look of the sender beside the mail: what it is, where it is changed, and how this mail takes it over.
import { Button, ColorSwatch, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../../../parts/Answer.tsx'
import { editorWords } from '../../../../words/editor.ts'
import { useWords } from '../../../../words/language.tsx'
import { lookWords } from '../../../../words/look.ts'
import { LookForm, lookQuery } from '../../../senders/LookForm.tsx'
import { sendersQuery } from '../../../senders/senders.ts'
import styles from '../Editor.module.css'
import { useEditor } from '../editor-context.ts'
import { coloursOfSender, FONTS, type MailSender, takeLook } from './sender-look.ts'

export function LookSide({ sender }: { sender: MailSender }) {
  const words = useWords(editorWords)
  const { heading } = useWords(lookWords)
  const { mail, state, say } = useEditor()
  const [isOpen, setOpen] = useState(false)
  const { look } = sender
  return (
    <section aria-label={heading}>
      <h3 className={styles.groupName}>{heading}</h3>
      {look ? (
        <div className={styles.look}>
          {coloursOfSender(sender).map((colour) => (
            <ColorSwatch key={colour} color={colour} size={18} title={colour} aria-label={colour} role="img" />
          ))}
          <span className="small" style={{ fontFamily: FONTS[look.font].family }}>
            {FONTS[look.font].label}
          </span>
        </div>
      ) : (
        <p className="small dim">{words.noLook}</p>
      )}
      <div className={styles.stacked}>
        {look && (
          <Button
            size="compact-sm"
            onClick={() => state.apply(takeLook(mail, sender, look)) && say(words.lookTaken(sender.name))}
          >
            {words.takeLook}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
          {look ? words.changeLook : words.chooseLook}
        </Button>
      </div>
      {isOpen && <LookModal sender={sender} onClose={() => setOpen(false)} />}
    </section>
  )
}

function LookModal({ sender, onClose }: { sender: MailSender; onClose: () => void }) {
  const words = useWords(lookWords)
  const { cancel } = useWords(editorWords)
  const senders = useQuery(sendersQuery)
  const look = useQuery(lookQuery(sender.id))
  const known = senders.data?.items.find(({ id }) => id === sender.id)
  return (
    <Modal opened onClose={onClose} title={words.heading} closeButtonProps={{ 'aria-label': cancel }}>
      <Answer query={look} what={words.what}>
        {(chosen) => known && <LookForm sender={known} look={chosen} />}
      </Answer>
    </Modal>
  )
}
