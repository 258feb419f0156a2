/**
 * What a log line says of an error: kind, sentence, code, where. Never the error object itself: drivers hang clients
 * with their secrets and statements with people's data on it (AT-167).
 */
export function whatWentWrong(error: unknown): { error: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    error: `${error.name}: ${error.message}`,
    ...(code && { code }),
    ...(error.stack && { stack: error.stack.split('\n').slice(1, 12).join('\n') }),
  }
}
