import type Canvas from 'diagram-js/lib/core/Canvas'

/** Pixels that stay free around a diagram; below it stands the mark of bpmn-io, which must not be drawn over. */
const margin = { side: 24, top: 24, bottom: 44 }

/** The whole diagram in sight, never larger than drawn, with `left` pixels kept free for a palette. */
export function fit(canvas: Canvas, left = 0): void {
  canvas.resized()
  const { inner, outer } = canvas.viewbox()
  const free = { width: outer.width - left - 2 * margin.side, height: outer.height - margin.top - margin.bottom }
  const scale = Math.min(1, free.width / (inner.width || 1), free.height / (inner.height || 1))
  if (scale <= 0) return
  canvas.viewbox({
    x: inner.x - (left + margin.side + (free.width - inner.width * scale) / 2) / scale,
    y: inner.y - (margin.top + (free.height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  })
}
