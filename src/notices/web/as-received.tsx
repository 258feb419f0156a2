/**
 * A mail as a mailbox shows it. No scripts, no forms, no origin of ours: whatever a name or a template may bring in
 * stays inside the frame. Its links open in a tab of their own.
 */
export function AsReceived({ html, title }: { html: string; title: string }) {
  const page = `<!doctype html><meta charset="utf-8"><base target="_blank"><body style="margin:16px;background:#ffffff">${html}</body>`
  return (
    <iframe
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcDoc={page}
      referrerPolicy="no-referrer"
      style={{
        width: '100%',
        minHeight: 360,
        border: '1px solid var(--ui-line)',
        borderRadius: 8,
        background: '#ffffff',
        colorScheme: 'light',
      }}
    />
  )
}
