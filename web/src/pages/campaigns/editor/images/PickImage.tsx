// The library of pictures, for one block: what is chosen there is what it shows.
import { ImageLibrary } from '../../ImageLibrary.tsx'
import { useEditor } from '../editor-context.ts'
import { setAttributes } from '../mjml/edit-mail.ts'
import type { Block } from '../mjml/read-mail.ts'
import { imageAttributes } from './use-image.ts'

export function PickImage({ block, onClose }: { block: Block; onClose: () => void }) {
  const { state } = useEditor()
  return (
    <ImageLibrary
      onClose={onClose}
      onUse={(image) => {
        state.change(block.path, '', (mail, one) => setAttributes(mail, one, imageAttributes(one.kind, image)))
        onClose()
      }}
    />
  )
}
