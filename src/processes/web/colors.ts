/** Colours of shapes without one of their own: variables, so that light and dark need no second drawing. */
export const colors = {
  defaultFillColor: 'var(--drawing-fill)',
  defaultStrokeColor: 'var(--drawing-stroke)',
  defaultLabelColor: 'var(--drawing-label)',
}

const onPaper: Record<string, string> = { fill: '#ffffff', stroke: '#232936', label: '#232936' }

/** A picture that leaves the page knows no variables: it gets the colours of paper. */
export const printable = (svg: string): string =>
  svg.replace(/var\(--drawing-(fill|stroke|label)\)/g, (_, name: string) => onPaper[name]!)
