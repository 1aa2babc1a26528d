// One block as it looks in the mail.
import { Button } from '@mantine/core'
import { IconCode, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import { blockName } from './block-names.ts'
import styles from './Canvas.module.css'
import { useEditor } from './editor-context.ts'
import { PickImage } from './images/PickImage.tsx'
import { shownAddress } from './images/use-image.ts'
import { setContent } from './mjml/edit-mail.ts'
import { lookOf } from './mjml/look.ts'
import { attributeOf, readValue } from './mjml/parse-mjml.ts'
import type { Block } from './mjml/read-mail.ts'
import { aroundStyle, buttonStyle, textStyle } from './part-style.ts'
import { liquidLabel } from './text/liquid-label.ts'
import { parseText } from './text/parse-text.ts'
import { TextEditor } from './text/TextEditor.tsx'
import { TextView } from './text/TextView.tsx'
import { plainText } from './text/write-text.ts'

export function PartView({ block }: { block: Block }) {
  const { mail } = useEditor()
  const words = useWords(editorWords)
  const inner = block.inner ? mail.source.slice(block.inner.start, block.inner.end) : ''
  switch (block.kind) {
    case 'heading':
    case 'text':
      return <TextPart block={block} html={inner} />
    case 'button':
      return (
        <div style={aroundStyle(mail, block)}>
          <span style={buttonStyle(mail, block)}>{plainText(inner) || words.kinds.button}</span>
        </div>
      )
    case 'image':
      return <ImagePart block={block} />
    case 'divider':
      return (
        <div style={aroundStyle(mail, block)}>
          <div
            style={{
              borderTopWidth: lookOf(mail, block, 'border-width'),
              borderTopStyle: lookOf(mail, block, 'border-style') === 'dashed' ? 'dashed' : 'solid',
              borderTopColor: lookOf(mail, block, 'border-color'),
              width: lookOf(mail, block, 'width'),
              display: 'inline-block',
              verticalAlign: 'middle',
            }}
          />
        </div>
      )
    case 'spacer':
      return <div className={styles.spacer} style={{ height: lookOf(mail, block, 'height') }} />
    case 'social':
      return <SocialPart block={block} />
    default:
      return (
        <div className={styles.raw}>
          <IconCode size={16} stroke={1.5} aria-hidden />
          <code>{mail.source.slice(block.start, block.end).replace(/\s+/g, ' ').slice(0, 160)}</code>
        </div>
      )
  }
}

function TextPart({ block, html }: { block: Block; html: string }) {
  const { mail, state, mayEdit, variables, setView, begin, say, wantField } = useEditor()
  const words = useWords(editorWords)
  const doc = parseText(html)
  const isWritten = mayEdit && state.chosen === block.path && doc !== undefined
  return (
    <div style={textStyle(mail, block)}>
      {!doc && <p>{plainText(html)}</p>}
      {doc && !isWritten && <TextView doc={doc} names={{ variables, words }} />}
      {isWritten && (
        <TextEditor
          html={html}
          label={words.editing(blockName(mail, block, words))}
          variables={variables}
          words={words}
          begin={begin}
          onView={setView}
          onChange={(next) => state.change(block.path, 'text', (now, one) => setContent(now, one, next))}
          onUndo={() => state.undo() && say(words.undone)}
          onRedo={() => state.redo() && say(words.redone)}
          onLeave={() => state.choose(undefined)}
          onField={() => wantField(true)}
        />
      )}
    </div>
  )
}

function ImagePart({ block }: { block: Block }) {
  const { mail, variables, mayEdit, logo } = useEditor()
  const words = useWords(editorWords)
  const [isChoosing, setChoosing] = useState(false)
  const source = lookOf(mail, block, 'src') ?? ''
  const address = shownAddress(source, logo)
  const said = lookOf(mail, block, 'alt') ?? ''
  const alt = said.replace(/\{\{[\s\S]*?\}\}/g, (output) => liquidLabel(output, variables, words))
  return (
    <div style={aroundStyle(mail, block)}>
      {/^(https?:|\/|data:image\/)/.test(address) ? (
        <img
          className={styles.image}
          src={address}
          alt={alt}
          style={{ width: lookOf(mail, block, 'width') ?? '100%', borderRadius: lookOf(mail, block, 'border-radius') }}
        />
      ) : (
        <div className={styles.noImage}>
          <IconPhoto size={20} stroke={1.5} aria-hidden />
          {alt || words.kinds.image}
          {mayEdit && source === '' && (
            <Button size="compact-xs" onClick={() => setChoosing(true)}>
              {words.chooseImage}
            </Button>
          )}
        </div>
      )}
      {isChoosing && <PickImage block={block} onClose={() => setChoosing(false)} />}
    </div>
  )
}

function SocialPart({ block }: { block: Block }) {
  const { mail } = useEditor()
  const links = block.element?.children ?? []
  return (
    <div className={styles.social} style={aroundStyle(mail, block)}>
      {links.map((link) => {
        const source = readValue(attributeOf(link, 'src') ?? '')
        const name = readValue(attributeOf(link, 'alt') ?? attributeOf(link, 'name') ?? '')
        const said = link.inner ? plainText(mail.source.slice(link.inner.start, link.inner.end)) : ''
        const size = lookOf(mail, block, 'icon-size')
        return (
          <span key={link.start}>
            {/^(https?:|\/)/.test(source) && <img src={source} alt={name} style={{ width: size, height: size }} />}
            {said || (source === '' ? name : '')}
          </span>
        )
      })}
    </div>
  )
}
