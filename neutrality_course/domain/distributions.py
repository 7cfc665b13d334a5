"""Student's t and the binomial distribution, to about ten digits, without a numeric library.

All rest on one function, the regularized incomplete beta I_x(a, b) (NIST Digital Library of Mathematical
Functions, 8.17): the binomial tail is I_p(k, n − k + 1) (8.17.5), Student's two tails are
I_{df / (df + t²)}(df / 2, 1/2) (Abramowitz & Stegun 26.7.1). Tests hold them against scipy.
"""

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt

TINY = 1e-300


def regularized_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b) for a, b > 0, between 0 (x = 0) and 1 (x = 1)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only on the near side of the mean
        return 1.0 - regularized_beta(b, a, 1 - x)
    log_front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(log_front) / (a * _beta_fraction(a, b, x))


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction 1 + d1/(1 + d2/(1 + ...)) of DLMF 8.17.22, by Lentz's method."""
    value, c, d = 1.0, 1.0, 0.0
    step = 0
    while True:
        step += 1
        m, is_odd = divmod(step, 2)
        if is_odd:
            factor = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            factor = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _not_zero(1 + factor * d)
        c = _not_zero(1 + factor / c)
        value *= c * d
        if abs(c * d - 1) < 1e-16 or step > 100_000:
            return value


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def binomial_probability(k: int, n: int, p: float) -> float:
    """P(X = k) for X ~ Bin(n, p)."""
    if not 0 <= k <= n:
        return 0.0
    if p in (0, 1):
        return 1.0 if k == n * p else 0.0
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))


def binomial_at_most(k: int, n: int, p: float) -> float:
    """P(X <= k) for X ~ Bin(n, p)."""
    if k < 0:
        return 0.0
    return 1.0 if k >= n else regularized_beta(n - k, k + 1, 1 - p)


def binomial_at_least(k: int, n: int, p: float) -> float:
    """P(X >= k) for X ~ Bin(n, p): how likely blind guessing reaches k of n, for p = 1 / options."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else regularized_beta(k, n - k + 1, p)


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x between 0 and 1 at which I_x(a, b) is `share`."""
    return _root(lambda x: regularized_beta(a, b, x) - share, 0.0, 1.0)


def student_two_tails(t: float, df: float) -> float:
    """P(|T| >= |t|) for Student's T with `df` degrees of freedom: the p-value of a t-test."""
    return regularized_beta(df / 2, 0.5, df / (df + t * t))


def student_quantile(confidence: float, df: float) -> float:
    """The t that |T| stays below with this probability: 2.776 for 0.95 and 4 degrees of freedom."""
    x = beta_quantile(1 - confidence, df / 2, 0.5)
    return sqrt(df * (1 - x) / x)


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function meets 0, halving down to neighbouring floats."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if f(middle) < 0:
            low = middle
        else:
            high = middle
