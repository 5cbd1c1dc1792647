"""The words of the query page."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "SPARQL over everything that this graph holds. The prefixes of the graph are declared already.": (
        "用 SPARQL 查询此图的全部内容；图的前缀已经声明。",
        "SPARQL по всему, что есть в графе. Префиксы графа уже объявлены.",
    ),
    "Your query": ("您的查询", "Ваш запрос"),
    "Run": ("运行", "Выполнить"),
    "Running …": ("正在运行……", "Выполняется …"),
    "Run without a link (long queries)": ("运行但不生成链接（长查询）", "Выполнить без ссылки (длинные запросы)"),
    "Ctrl-Enter runs it, Ctrl-Space proposes names; Tab leaves the field.": (
        "Ctrl-Enter 运行，Ctrl-空格 提示名称；Tab 离开输入框。",
        "Ctrl-Enter выполняет, Ctrl-пробел предлагает имена; Tab — выйти из поля.",
    ),
    "At most {rows} rows, {seconds} s.": ("最多 {rows} 行，{seconds} 秒。", "Не более {rows} строк, {seconds} с."),
    "This cannot stand here; expected: {what}": (
        "此处不合语法；应为：{what}",
        "Здесь это стоять не может; ожидается: {what}",
    ),
    "The prefix {name} is not declared": ("前缀 {name} 未声明", "Префикс {name} не объявлен"),
    "Line {line}, column {column}": ("第 {line} 行第 {column} 列", "Строка {line}, столбец {column}"),
    "The line in question": ("出错的行", "Строка с ошибкой"),
    "Examples": ("示例", "Примеры"),
    "Every named question as a query that can be changed; the parameters are those of its first example.": (
        "每个具名问题都是一条可以修改的查询；参数取自其第一个例子。",
        "Каждый именованный вопрос — запрос, который можно изменить; параметры взяты из его первого примера.",
    ),
    "The editor is YASQE (MIT licence), served from here.": (
        "编辑器为 YASQE（MIT 许可），由本服务器提供。",
        "Редактор — YASQE (лицензия MIT), раздаётся этим сервером.",
    ),
    "Its licences": ("其许可文本", "Его лицензии"),
    "Result": ("结果", "Ответ"),
    "yes": ("是", "да"),
    "no": ("否", "нет"),
    "nothing": ("无", "ничего"),
    "No rows: nothing in the graph matches.": (
        "没有结果：图中没有相符的内容。",
        "Строк нет: в графе ничего не подходит.",
    ),
    "More than {n} rows: only the first {n} were looked at, here and in files.": (
        "超过 {n} 行：此处与文件中都只取前 {n} 行。",
        "Больше {n} строк: и здесь, и в файлах только первые {n}.",
    ),
    "Rows: {n}": ("行数：{n}", "Строк: {n}"),
    "Link to this query": ("此查询的链接", "Ссылка на этот запрос"),
    "As a picture": ("画成图", "Как картина"),
    "This query is too long for a link.": ("此查询太长，不能写成链接。", "Запрос слишком длинный для ссылки."),
    "Chart": ("图表", "Диаграмма"),
    "Table": ("表格", "Таблица"),
    "Row": ("行", "Строка"),
    "There is no page {page}.": ("没有第 {page} 页。", "Страницы {page} нет."),
    "To the first page": ("回到第一页", "К первой странице"),
    "The same query elsewhere: curl, Python, pandas, R": (
        "在别处运行同一查询：curl、Python、pandas、R",
        "Тот же запрос в других программах: curl, Python, pandas, R",
    ),
}
