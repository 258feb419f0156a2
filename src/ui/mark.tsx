/** Portico's mark: a gable on three columns. Takes the colour of the text around it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M12 2.2 2.6 7.4a.8.8 0 0 0 .4 1.5h18a.8.8 0 0 0 .4-1.5Z" />
      <path d="M5 10.6h2.6v7.6H5zM10.7 10.6h2.6v7.6h-2.6zM16.4 10.6H19v7.6h-2.6z" />
      <rect x="2.8" y="19.6" width="18.4" height="2.2" rx=".8" />
    </svg>
  )
}
