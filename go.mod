module scutum

go 1.26
