// Requirements that the product cannot meet by itself, and why. A word here is a promise not made: keep it short of them.

export const LEFT_OUT: Readonly<Record<string, string>> = {}
