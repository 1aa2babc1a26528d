// A picture that is dropped on the mail from a folder: uploaded, then put where it was let go.
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../../api.ts'
import { imagesQuery, uploadImage } from '../../ImageLibrary.tsx'
import { type Drop, findDrop } from '../drop-place.ts'
import { readMail } from '../mjml/read-mail.ts'
import { landingsIn } from '../use-drag.ts'
import type { MailState } from '../use-mail.ts'
import { putImage } from './use-image.ts'

/** Answers with the line that shows where the picture would land. `failed` says that it could not be uploaded. */
export function useFileDrop(
  canvas: RefObject<HTMLElement | null>,
  state: MailState,
  mayEdit: boolean,
  failed: string,
): { line: Drop['line'] | undefined; isUploading: boolean } {
  const queries = useQueryClient()
  const [line, setLine] = useState<Drop['line']>()
  const now = useRef(state)
  now.current = state
  const { mutate, isPending } = useMutation({
    mutationFn: ({ file }: { file: File; at: Drop['place'] }) => uploadImage(file),
    onSuccess: (image, { at }) => {
      const read = readMail(now.current.source)
      if (read.isSound) now.current.apply(putImage(read.mail, image, at), true)
      return queries.invalidateQueries({ queryKey: imagesQuery.queryKey })
    },
    onError: (error) => notifications.show({ message: error instanceof ApiError ? error.message : failed }),
  })
  useEffect(() => {
    const element = canvas.current
    if (!element || !mayEdit) return
    const place = (event: DragEvent) =>
      findDrop(landingsIn(element, { fits: (_path, takes) => takes !== '' }), event.clientX, event.clientY)
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setLine(place(event)?.line)
    }
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) setLine(undefined)
    }
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      setLine(undefined)
      const at = place(event)?.place
      const [file] = files
      if (file && at) mutate({ file, at })
    }
    element.addEventListener('dragover', over)
    element.addEventListener('dragleave', leave)
    element.addEventListener('drop', drop)
    return () => {
      element.removeEventListener('dragover', over)
      element.removeEventListener('dragleave', leave)
      element.removeEventListener('drop', drop)
    }
  }, [canvas, mayEdit, mutate])
  return { line, isUploading: isPending }
}
