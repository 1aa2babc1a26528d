// The chosen block in fields: what it says, where it leads, how it looks; and its MJML, for whatever has no field.
import { Button, Switch, Textarea } from '@mantine/core'
import { useState } from 'react'
import { editorWords } from '../../../words/editor.ts'
import { useWords } from '../../../words/language.tsx'
import styles from './Editor.module.css'
import { useEditor } from './editor-context.ts'
import {
  AlignField,
  ColourField,
  PixelField,
  SpaceField,
  TextField,
  useAttribute,
  VerticalField,
} from './fields/attribute-fields.tsx'
import { ConditionFields } from './fields/ConditionFields.tsx'
import { ButtonText, LayoutField, LevelField, SocialFields } from './fields/ContentFields.tsx'
import { FontField } from './fields/FontField.tsx'
import { AltField, ImageField } from './fields/ImageFields.tsx'
import { wrapInCondition } from './mjml/conditions.ts'
import { mayMove, replaceBlock } from './mjml/edit-mail.ts'
import { type Block, readMail } from './mjml/read-mail.ts'
import { parseText } from './text/parse-text.ts'

export function Inspector({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit } = useEditor()
  const isWrappable = mayEdit && !['column', 'condition', 'branch'].includes(block.kind)
  return (
    <div className={styles.inspector}>
      <h3 className={styles.inspectorName}>{words.kinds[block.kind]}</h3>
      <Fields block={block} />
      {isWrappable && (
        <Button
          size="compact-sm"
          className={styles.alone}
          onClick={() =>
            state.apply(wrapInCondition(mail, block, { field: 'contact.company', operator: 'known', value: '' }))
          }
        >
          {words.makeCondition}
        </Button>
      )}
      <OwnSource key={block.path} block={block} />
      {mayEdit && mayMove(block) && <p className="small dim">{words.keyHint}</p>}
    </div>
  )
}

function Fields({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail } = useEditor()
  switch (block.kind) {
    case 'heading':
    case 'text':
      return (
        <>
          {block.inner && parseText(mail.source.slice(block.inner.start, block.inner.end)) === undefined && (
            <p className="small dim">{words.textIsHtml}</p>
          )}
          {block.kind === 'heading' && <LevelField block={block} />}
          <AlignField block={block} name="align" label={words.align} />
          <ColourField block={block} name="color" label={words.colour} />
          <FontField block={block} />
          {block.kind === 'text' && <PixelField block={block} name="font-size" label={words.size} max={72} />}
          <SpaceField block={block} />
        </>
      )
    case 'button':
      return (
        <>
          <ButtonText block={block} />
          <TextField block={block} name="href" label={words.address} description={words.addressHint} />
          <AlignField block={block} name="align" label={words.align} />
          <WholeWidth block={block} />
          <ColourField block={block} name="background-color" label={words.background} />
          <ColourField block={block} name="color" label={words.colour} />
          <FontField block={block} />
          <PixelField block={block} name="border-radius" label={words.corners} max={60} />
          <SpaceField block={block} />
        </>
      )
    case 'image':
      return (
        <>
          <ImageField block={block} name="src" label={words.image} />
          <AltField block={block} />
          <TextField block={block} name="href" label={words.address} description={words.addressHint} />
          <PixelField block={block} name="width" label={words.width} description={words.widthHint} />
          <AlignField block={block} name="align" label={words.align} />
          <PixelField block={block} name="border-radius" label={words.corners} max={60} />
          <SpaceField block={block} />
        </>
      )
    case 'divider':
      return (
        <>
          <ColourField block={block} name="border-color" label={words.colour} />
          <PixelField block={block} name="border-width" label={words.thickness} max={20} />
          <SpaceField block={block} />
        </>
      )
    case 'spacer':
      return <PixelField block={block} name="height" label={words.height} max={200} />
    case 'social':
      return (
        <>
          <SocialFields block={block} />
          <AlignField block={block} name="align" label={words.align} />
          <PixelField block={block} name="icon-size" label={words.size} max={64} />
          <SpaceField block={block} />
        </>
      )
    case 'section':
      return (
        <>
          <LayoutField block={block} />
          <ColourField block={block} name="background-color" label={words.background} />
          <ImageField block={block} name="background-url" label={words.backgroundImage} />
          <PixelField block={block} name="border-radius" label={words.corners} max={60} />
          <SpaceField block={block} />
        </>
      )
    case 'wrapper':
      return (
        <>
          <ColourField block={block} name="background-color" label={words.background} />
          <SpaceField block={block} />
        </>
      )
    case 'column':
      return (
        <>
          <ColourField block={block} name="background-color" label={words.background} />
          <VerticalField block={block} />
          <SpaceField block={block} />
        </>
      )
    case 'hero':
      return (
        <>
          <ImageField block={block} name="background-url" label={words.backgroundImage} />
          <ColourField block={block} name="background-color" label={words.background} />
          <PixelField block={block} name="height" label={words.height} max={800} />
          <VerticalField block={block} />
          <SpaceField block={block} />
        </>
      )
    case 'condition':
      return <ConditionFields block={block} />
    default:
      return <p className="small dim">{words.unknownDetail}</p>
  }
}

function WholeWidth({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { now, set, isReadOnly } = useAttribute({ block, name: 'width' })
  return (
    <Switch
      label={words.wide}
      checked={now === '100%'}
      disabled={isReadOnly}
      onChange={(event) => set(event.currentTarget.checked ? '100%' : undefined)}
    />
  )
}

/** What is typed is taken over as long as its tags match; else the mail would fall apart while somebody types. */
function OwnSource({ block }: { block: Block }) {
  const words = useWords(editorWords)
  const { mail, state, mayEdit } = useEditor()
  const own = mail.source.slice(block.start, block.end)
  const [typed, setTyped] = useState<string>()
  const isUnknown = block.kind === 'unknown' || block.kind === 'raw'
  const change = (next: string) => {
    const whole = `<mjml><mj-body>${next}</mj-body></mjml>`
    const isWhole = next.trim() !== '' && readMail(whole).isSound
    setTyped(isWhole ? undefined : next)
    if (isWhole) state.change(block.path, 'source', (known, one) => replaceBlock(known, one, next))
  }
  return (
    <details className={styles.ownSource} open={isUnknown || undefined}>
      <summary>{words.ownSource}</summary>
      <Textarea
        aria-label={words.ownSource}
        classNames={{ input: styles.code }}
        autosize
        minRows={3}
        maxRows={14}
        spellCheck={false}
        readOnly={!mayEdit}
        value={typed ?? own}
        error={typed === undefined ? undefined : words.sourceFault}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </details>
  )
}
