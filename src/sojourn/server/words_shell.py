"""Words of the page that tells what was refused, and the limits in words."""

from __future__ import annotations

LIMITS = {
    "seconds": "longest work on a request: {n} s",
    "memory": "memory for a request: {n} MiB",
    "rows": "rows of an answer: {n}",
    "size": "size of an answer: {n} bytes",
    "query": "size of a query: {n} bytes",
    "url": "length of a URL: {n} bytes",
    "body": "size of a request: {n} bytes",
    "workers": "requests worked on at once: {n}",
    "waiting": "requests that may wait: {n}",
    "patience": "longest wait: {n} s",
}
"""The limits in words, by their names in :class:`sojourn.workers.limits.Limits`."""

WORDS = {
    "Bad Request": ("请求有误", "Неверный запрос"),
    "Unauthorized": ("需要凭证", "Нужен токен"),
    "Forbidden": ("不允许", "Запрещено"),
    "Not Found": ("未找到", "Не найдено"),
    "Method Not Allowed": ("不支持此方法", "Метод не поддерживается"),
    "Not Acceptable": ("没有所要的格式", "Такого формата нет"),
    "Request Entity Too Large": ("请求过大", "Запрос слишком велик"),
    "Request-URI Too Long": ("网址过长", "Слишком длинный адрес"),
    "Unsupported Media Type": ("不支持此类型", "Такой тип не поддерживается"),
    "Internal Server Error": ("服务器出错", "Ошибка сервера"),
    "Service Unavailable": ("服务器繁忙", "Сервер занят"),
    "Gateway Timeout": ("超出时限", "Превышено время"),
    "Insufficient Storage": ("超出内存限制", "Превышена память"),
    "longest work on a request: {n} s": (
        "单次请求的最长处理时间：{n} 秒",
        "Наибольшее время работы над запросом: {n} с",
    ),
    "memory for a request: {n} MiB": ("单次请求的内存：{n} MiB", "Память на запрос: {n} МиБ"),
    "rows of an answer: {n}": ("结果行数：{n}", "Строк в ответе: {n}"),
    "size of an answer: {n} bytes": ("结果大小：{n} 字节", "Размер ответа: {n} байт"),
    "size of a query: {n} bytes": ("查询大小：{n} 字节", "Размер запроса SPARQL: {n} байт"),
    "length of a URL: {n} bytes": ("网址长度：{n} 字节", "Длина адреса: {n} байт"),
    "size of a request: {n} bytes": ("请求大小：{n} 字节", "Размер тела запроса: {n} байт"),
    "requests worked on at once: {n}": ("同时处理的请求数：{n}", "Запросов одновременно: {n}"),
    "requests that may wait: {n}": ("可等待的请求数：{n}", "Запросов в очереди: {n}"),
    "longest wait: {n} s": ("最长等待：{n} 秒", "Наибольшее ожидание: {n} с"),
    "Search for it, or begin at the first page.": (
        "请搜索，或从首页开始。",
        "Воспользуйтесь поиском или начните с главной.",
    ),
    "It is in the server's log; others are not affected.": (
        "已记入服务器日志；其他请求不受影响。",
        "Она записана в журнал сервера; остальные запросы не затронуты.",
    ),
    "Search for “{text}”": ("搜索“{text}”", "Искать «{text}»"),
    "First page": ("首页", "Главная"),
    "Limits of this server": ("本服务器的限制", "Ограничения сервера"),
}
"""English to Chinese and Russian."""
