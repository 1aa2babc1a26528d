// Dragging by mouse, pen or finger: from the palette into the mail, or a block to another place. Pointer events alone, so
// that it works the same on a touch screen; who does not drag presses, or uses the keys.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Box, type Drop, findDrop, type Landing } from './drop-place.ts'
import type { Place } from './mjml/edit-mail.ts'

/** px before a press is a drag. */
const BEGINS_AFTER = 5
/** px from the edge of the window within which the page scrolls along, and px for each frame. */
const SCROLL_WITHIN = 72
const SCROLL_BY = 9

export type Dragged = {
  label: string
  /** Whether it may land in a container, by its path and what it takes. */
  fits: (container: string, takes: string) => boolean
  drop: (place: Place) => void
}
export type DragState = { label: string; x: number; y: number; line: Drop['line'] | undefined }
export type StartDrag = (event: React.PointerEvent, dragged: Dragged) => void

/** `canvas` holds the containers, marked with data-container, and their blocks, marked with data-parent. */
export function useDrag(canvas: RefObject<HTMLElement | null>): { drag: DragState | undefined; startDrag: StartDrag } {
  const [drag, setDrag] = useState<DragState>()
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])
  const startDrag = useCallback<StartDrag>(
    (event, dragged) => {
      if (event.button !== 0 || !event.isPrimary) return
      const from = { x: event.clientX, y: event.clientY }
      let at = from
      let isDragging = false
      let found: Drop | undefined
      let frame = 0
      const look = () => {
        found = canvas.current ? findDrop(landingsIn(canvas.current, dragged), at.x, at.y) : undefined
        setDrag({ label: dragged.label, ...at, line: found?.line })
      }
      const scroll = () => {
        const by = at.y < SCROLL_WITHIN ? -SCROLL_BY : at.y > window.innerHeight - SCROLL_WITHIN ? SCROLL_BY : 0
        if (by !== 0) {
          scrollerOf(canvas.current).scrollBy(0, by)
          look()
        }
        frame = requestAnimationFrame(scroll)
      }
      const move = (moved: PointerEvent) => {
        at = { x: moved.clientX, y: moved.clientY }
        if (!isDragging && Math.hypot(at.x - from.x, at.y - from.y) < BEGINS_AFTER) return
        if (!isDragging) {
          isDragging = true
          document.getSelection()?.removeAllRanges()
          frame = requestAnimationFrame(scroll)
        }
        moved.preventDefault()
        look()
      }
      const end = () => {
        cancelAnimationFrame(frame)
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', up)
        window.removeEventListener('pointercancel', end)
        window.removeEventListener('keydown', key, true)
        setDrag(undefined)
        stop.current = () => {}
      }
      const up = () => {
        const place = isDragging ? found?.place : undefined
        if (isDragging) swallowClick()
        end()
        if (place) dragged.drop(place)
      }
      const key = (pressed: KeyboardEvent) => {
        if (pressed.key !== 'Escape' || !isDragging) return
        pressed.stopPropagation()
        end()
      }
      window.addEventListener('pointermove', move, { passive: false })
      window.addEventListener('pointerup', up)
      window.addEventListener('pointercancel', end)
      window.addEventListener('keydown', key, true)
      stop.current()
      stop.current = end
    },
    [canvas],
  )
  return { drag, startDrag }
}

/** What scrolls the mail: the page, or the dialog that it is written in. */
function scrollerOf(element: Element | null): Element | Window {
  for (let at = element?.parentElement; at && at !== document.body; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return window
}

/** The click that follows a drag is none. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}

/** Where something could land. */
export function landingsIn(canvas: HTMLElement, { fits }: Pick<Dragged, 'fits'>): Landing[] {
  const containers = [...canvas.querySelectorAll<HTMLElement>('[data-container]'), canvas]
  return containers.flatMap((element) => {
    const { container: path = '', takes = '' } = element.dataset
    if (!fits(path, takes)) return []
    const children = [...canvas.querySelectorAll<HTMLElement>(`[data-parent="${path}"]`)].map(boxOf)
    const depth = path === '' ? 0 : path.split('.').length
    return [{ path, depth, box: boxOf(element), children, isRow: takes === 'row' }]
  })
}

const boxOf = (element: HTMLElement): Box => {
  const { top, bottom, left, right } = element.getBoundingClientRect()
  return { top, bottom, left, right }
}
