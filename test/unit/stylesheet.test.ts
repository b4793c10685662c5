import { describe, expect, test } from 'vitest'
import { stylesheet, stylesheetPath } from '../../src/web/pages/stylesheet.ts'

/** Relative luminance and contrast, WCAG 2.2 section 1.4.3. */
function luminance(code: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(code.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function colour(scheme: string, name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6})`, 'u').exec(scheme)?.[1] ?? ''
}

describe('the style sheet', () => {
  const schemes = [...stylesheet.matchAll(/:root \{[^}]*--glow[^}]*\}/gu)].slice(0, 2).map(([rule]) => rule)

  test.each([
    ['light', 0],
    ['dark', 1],
  ])('has contrast enough in the %s scheme', (_, at) => {
    const scheme = schemes[at] ?? ''
    const pairs = ['ink', 'quiet', 'accent', 'changed'].flatMap((ink) =>
      ['paper', 'sheet'].map((ground) => [ink, ground]),
    )
    for (const [ink = '', ground = ''] of [
      ...pairs,
      ['ink', 'glow'],
      ['accent', 'glow'],
      ['changed', 'glow'],
    ]) {
      expect(
        contrast(colour(scheme, ink), colour(scheme, ground)),
        `${ink} on ${ground}`,
      ).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('mirrors: no left, right, top, bottom, width or height', () => {
    const physical =
      /(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right|top|bottom|width|height)\s*:/gu
    expect(stylesheet.match(physical)).toBeNull()
  })

  test('sets nothing under 14 px', () => {
    const sizes = [...stylesheet.matchAll(/--size: (?:clamp\()?([\d.]+)rem/gu)].map(
      (match) => Number(match[1]) * 16,
    )
    expect(sizes.length).toBeGreaterThan(5)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14)
  })

  test('is named by its content', () => {
    expect(stylesheetPath).toMatch(/^\/assets\/page\.[0-9a-f]{12}\.css$/u)
  })
})
